"""Authors whom only the markup of a Vietnamese page tells."""

from __future__ import annotations

import pytest

from cleaners import Article, Page, clean
from tests.cleaners.text.drafting import STORY, TITLE

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
RIGHT = "<p style='text-align: right;'><strong>{}</strong></p>"


def article(above: str = "", below: str = "") -> Article:
    return clean(Page("html", f"<html lang='vi'><body><h1>{TITLE}</h1>{above}{BODY}{below}</body></html>"))


@pytest.mark.parametrize(
    ("above", "below", "authors"),
    [
        ("", RIGHT.format("Pành Lò"), ["Pành Lò"]),
        ("", RIGHT.format("LÒ PÀNH"), ["LÒ PÀNH"]),
        ("", "<p align='right'><b>Bến Quê</b></p>", ["Bến Quê"]),
        ("<div class='tac-gia'>Pành Lò</div>", "", ["Pành Lò"]),
        ("", "<div class='author-name'>Pành Lò</div>", ["Pành Lò"]),
        ("", "<p>Bài viết của Lò Thị Pành</p>", ["Lò Thị Pành"]),
        ("<p><em>Bài viết của Sông Thao</em></p>", "", ["Sông Thao"]),
    ],
)
def test_a_name_that_the_markup_sets_apart_is_the_author(above: str, below: str, authors: list[str]) -> None:
    found = article(above, below)
    assert found.metadata.authors == authors
    assert found.metadata.provenance["authors"].rule is not None
    assert [segment.role for segment in found.segments if segment.role not in ("title", "body", "lead")] == ["byline"]


@pytest.mark.parametrize(
    "below",
    [
        "<p>Pành Lò</p>",
        RIGHT.format("Xin trân trọng cảm ơn"),
        RIGHT.format("Trân Trọng"),
        RIGHT.format("HẾT"),
        RIGHT.format("TM. ỦY BAN NHÂN DÂN") + RIGHT.format("Lò Văn Pành"),
        "<div class='author'>Tác giả</div>",
        "<div class='author'>Tin liên quan</div>",
    ],
)
def test_other_short_lines_are_no_author(below: str) -> None:
    assert article(below=below).metadata.authors == []
