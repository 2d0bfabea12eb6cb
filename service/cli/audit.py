"""The audit on a terminal: the page piece by piece, each with the part it plays and the rule that decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import click

from cleaners import Page
from cleaners.article import count_removed
from cleaners.segments import Segment
from service.cli.counted import counted

#: part -> how it is coloured; any other part is metadata
_COLOURS: Final[dict[str, dict[str, Any]]] = {
    "removed": {"fg": "red"},
    "body": {},
    "lead": {"bold": True},
    "title": {"fg": "green", "bold": True},
}
_METADATA: Final[dict[str, Any]] = {"fg": "cyan"}
_ASIDE: Final[dict[str, Any]] = {"dim": True}
#: what tells the parts from each other where there is no colour
_SIGNS: Final = {"removed": "-", "body": " ", "lead": " "}
_WIDTH: Final = 14
#: a page must not be able to move the cursor or to rename the window of whoever looks at it
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def audit_of(segments: Sequence[Segment], page: Page, coloured: bool) -> str:
    """The ``segments`` of a page in their order, a line each, and what was removed in numbers."""
    rows: list[str] = []
    for segment in segments:
        style = _COLOURS.get(segment.role, _METADATA)
        sign = _SIGNS.get(segment.role, "=")
        name = f"{sign} {segment.kind or segment.role:<{_WIDTH}}"
        rule = segment.rule or ""
        for number, line in enumerate(segment.text.strip().splitlines() or [""]):
            begin = name if number == 0 else f"{sign} {'':<{_WIDTH}}"
            behind = f"  ‹{rule}›" if rule and number == 0 else ""
            rows.append(_styled(f"{begin}│ {_shown(line)}", style, coloured) + _styled(behind, _ASIDE, coloured))
    counts = count_removed(segments)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items(), key=lambda item: -item[1]))
    summary = f"{sum(counts.values())} of {counted(len(segments), 'piece')} of this {page.kind} page removed"
    rows += ["", _styled(f"{summary}{f': {told}' if told else ''}.", _ASIDE, coloured)]
    rows.append(_styled("- removed, = metadata, ‹rule›; what has no sign is the article.", _ASIDE, coloured))
    return "\n".join(rows) + "\n"


def _styled(text: str, style: dict[str, Any], coloured: bool) -> str:
    return click.style(text, **style) if coloured and text and style else text


def _shown(line: str) -> str:
    """``line`` with control characters as the signs that stand for them."""
    return _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 0x20 else "␡", line)
