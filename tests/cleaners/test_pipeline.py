"""What `clean` does before any page is looked into."""

from __future__ import annotations

import pytest

from cleaners import NotAPage, Page, UnreadablePage, clean
from cleaners.page import PageKind


@pytest.mark.parametrize("kind", ["html", "text"])
def test_the_library_alone_refuses_other_formats_and_binary_data(kind: PageKind) -> None:
    with pytest.raises(NotAPage, match="PDF"):
        clean(Page(kind, "%PDF-1.7\n1 0 obj"))
    with pytest.raises(UnreadablePage, match="binary"):
        clean(Page(kind, bytes(range(256)).decode("utf-8", "replace") * 10))
