"""The page as the caller gave it, decoded, and what the caller told about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

PageKind = Literal["html", "text"]
#: the values of ``Options.include`` that ask for another shape of the text
RENDERINGS: Final = frozenset({"blocks", "markdown", "html"})


@dataclass(slots=True, frozen=True)
class Page:
    """One page to clean. Immutable and picklable.

    ``content`` is the decoded text as sent; ``encoding`` says how bytes were decoded (``None`` when the
    page arrived as text, as in JSON). ``url``, ``language`` (BCP 47), ``crawled_at`` (aware) and
    ``timezone`` (IANA name) are the caller's hints; nothing is ever fetched.
    """

    kind: PageKind
    content: str
    url: str | None = None
    language: str | None = None
    crawled_at: datetime | None = None
    timezone: str | None = None
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Options:
    """What the caller wants besides the article itself.

    ``include`` may hold ``segments``, ``blocks``, ``markdown`` and ``html``. ``rules`` is the folder of the
    user's own rule packs, or ``None`` for the built-in packs only. ``repeated`` are the fingerprints
    (`cleaners.repetition`) of lines in the text of this page that recur over pages of its site.
    """

    include: frozenset[str] = frozenset()
    rules: str | None = None
    repeated: frozenset[int] = frozenset()
