"""Numbers with what they count, for messages."""

from __future__ import annotations


def counted(count: int, name: str) -> str:
    """``count`` and ``name``, in the plural unless it is one: ``1 rule``, ``2,000 pages``."""
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"
