from __future__ import annotations

from typing import Any

import pytest

from cleaners import Article, Options, Page, clean
from cleaners.page import PageKind
from cleaners.repetition import fingerprint
from tests.cleaners.text.drafting import STORY, TITLE

NOTICE = "Bài viết do tòa soạn Báo Núi thực hiện cùng các cộng tác viên ở những xã vùng cao."
CALL = "Mời những người quan tâm gửi ý kiến về bài viết tới tòa soạn trước ngày cuối cùng của tháng."
HEADING = "Từ phía người dân bản"


def marks(*lines: str) -> frozenset[int]:
    return frozenset(mark for line in lines if (mark := fingerprint(line)) is not None)


def cleaned(kind: PageKind, *lines: str, repeated: frozenset[int] = frozenset()) -> Article:
    if kind == "text":
        content = "\n".join([TITLE, "15/03/2026 07:30", *lines])
    else:
        body = "".join(f"<p>{line}</p>" for line in lines)
        content = f"<html><body><article><h1>{TITLE}</h1><time>15/03/2026 07:30</time>{body}</article></body></html>"
    return clean(Page(kind, content, language="vi"), Options(frozenset({"segments"}), None, repeated))


def removed(article: Article) -> list[Any]:
    return [(s.text, s.kind) for s in article.segments if s.rule == "text.site-repetition"]


@pytest.mark.parametrize("kind", ["text", "html"])
def test_what_recurs_around_and_between_paragraphs_is_removed_and_says_why(kind: PageKind) -> None:
    lines = [NOTICE, *STORY[:3], CALL, *STORY[3:], CALL[:-1] + "!"]
    before = cleaned(kind, *lines)
    assert NOTICE in before.text
    assert CALL in before.text
    article = cleaned(kind, *lines, repeated=marks(NOTICE, CALL))
    assert article.text == "\n\n".join(STORY)
    assert removed(article) == [(NOTICE, "duplicate"), (CALL, "duplicate"), (CALL[:-1] + "!", "duplicate")]
    assert article.removed_counts["duplicate"] == 3
    assert article.metadata.title == before.metadata.title == TITLE
    assert article.metadata.published_at == before.metadata.published_at


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_heading_that_articles_share_stays_between_their_paragraphs(kind: PageKind) -> None:
    lines = [*STORY[:3], HEADING, *STORY[3:]]
    article = cleaned(kind, *lines, repeated=marks(HEADING))
    assert removed(article) == []
    assert article.text == cleaned(kind, *lines).text


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_page_of_which_most_would_go_is_left_whole(kind: PageKind) -> None:
    article = cleaned(kind, *STORY, repeated=marks(*STORY[:4]))
    assert article.text == "\n\n".join(STORY)
    assert removed(article) == []


def test_what_recurs_nowhere_on_the_page_changes_nothing() -> None:
    assert cleaned("text", *STORY, repeated=marks(NOTICE)).segments == cleaned("text", *STORY).segments
