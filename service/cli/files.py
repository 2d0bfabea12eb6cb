"""Files of pages: what kind of page is in one, and its text."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from cleaners import Page
from cleaners.decode import decode
from cleaners.page import PageKind
from schemas.request import Hints

#: what files of pages are called; of any other, and of standard input, the first letter tells
_SUFFIXES: Final[dict[str, PageKind]] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xht": "html", ".txt": "text", ".text": "text", ".md": "text",
}  # fmt: skip
_BLANKS: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def read_page(file: Any, kind: PageKind | None = None, charset: str | None = None, known: Hints | None = None) -> Page:
    """The page in the open ``file``. Raises `cleaners.CleaningError` for what is none."""
    data: bytes = file.read()
    kind = kind or _SUFFIXES.get(PurePath(getattr(file, "name", "-")).suffix.lower())
    kind = kind or ("html" if data[:4096].lstrip(_BLANKS).startswith(b"<") else "text")
    decoded = decode(data, kind, charset)
    return (known or Hints()).page(kind, decoded.text, decoded.encoding, decoded.warnings)
