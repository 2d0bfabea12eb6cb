"""What can go wrong while cleaning. Every failure says why; none is a bare ``None``.

::

    CleaningError
    ├── NoArticle        the page holds no article (menu, listing, contact page, blank)
    ├── UnreadablePage   bytes that no charset fits, or a text that was never one
    └── NotAPage         the content is something else (a PDF, an image, an archive)

All of them survive pickling, because they cross a process boundary.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.segments import Segment


class CleaningError(Exception):
    """Base of every error the library raises on purpose; ``str(error)`` is safe to show a caller."""


class NoArticle(CleaningError):
    """The page holds no article; ``removed_counts`` says what it held (removal kind -> segments).

    ``reason`` is a short slug (``blank``, ``listing``, ``contact``, ``menu``, ``error-page`` …) for metrics.
    ``segments`` are the whole page with the verdict on each piece, empty for a blank page; they are for whoever called
    the cleaner in the same process, and no part of ``args``.
    """

    def __init__(
        self, detail: str, reason: str, removed_counts: dict[str, int], segments: Sequence[Segment] = ()
    ) -> None:
        super().__init__(detail, reason, removed_counts)
        self.segments = segments
        self.detail = detail
        self.reason = reason
        self.removed_counts = removed_counts

    def __str__(self) -> str:
        return self.detail


class UnreadablePage(CleaningError):
    """The page cannot be read: an unknown charset was named, none fits the bytes, or the text is binary data."""


class NotAPage(CleaningError):
    """The content is recognisably something other than a web page; ``found`` names it (``a PDF document``)."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        return f"the content is {self.found}, not HTML or text"
