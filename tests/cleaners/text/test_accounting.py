"""The account of a raw text page: whatever is sent, every character of it has its place and its reason."""

from __future__ import annotations

import pickle
import unicodedata
from datetime import UTC, datetime
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaners import Article, CleaningError, NoArticle, NotAPage, Options, Page, UnreadablePage, clean
from cleaners.normalise import visible
from cleaners.rules.engine import rule_book
from cleaners.segments import KINDS

WHOLE: Final = Options(include=frozenset({"segments"}))
MANY: Final = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

#: lines as they stand in the chrome of pages: the examples of the rule packs, and what only looks like them
EXAMPLES: Final = tuple(
    text
    for pack in rule_book().packs
    if pack.language in (None, "vi", "en", "zh")
    for rule in pack.rules
    for text in (*rule.examples, *rule.traps)
)
PROSE: Final = (
    "Sáng nay, xã Đồng Vọng khởi công cây cầu bắc qua suối Lạnh, thay cho cầu treo đã dùng từ năm 1994.",
    "Theo ông Vi Văn Thuỷ, chủ tịch xã, cầu mới dài 42 mét, rộng 5 mét và phải xong trước mùa mưa lũ năm sau.",
    "“Trẻ con đi học không còn phải lội suối nữa”, bà Hà Thị Mận nói, “chúng tôi chờ ngày này hai mươi năm rồi”.",
    "The council of Little Harrow voted on Monday to keep its ferry running through the winter, by nine votes to four.",
    "Nguồn vốn lấy từ ngân sách tỉnh và phần đóng góp của bà con ba thôn, tổng cộng hơn bảy tỉ đồng.",
    "市政府星期一宣布,老码头将在明年春天重新开放,渡轮每天往返十二次。",
)
BREAKS: Final = ("\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\n\n\n\n", "\x0b", "\x0c", "\x85", " \n\t\n")
GLUE: Final = ("", " ", "\u00a0", "\t", " | ", " " * 50, "\u200b", "\ufeff", "\u00ad")
ODD: Final = (
    "🙂",
    "👩\u200d👩\u200d👧",
    "\u200b",
    "\ufeff",
    "A A",
    ".",
    "×",
    "| |",
    "\ue8b6",
    "\x00",
    "\ud800",
    "1",
    "شكرا",
    "e\u0301",
)


@st.composite
def lines_of(draw: st.DrawFn) -> str:
    """A line: chrome, prose, something odd, or several of them glued together."""
    pieces = st.one_of(st.sampled_from(EXAMPLES), st.sampled_from(PROSE), st.sampled_from(ODD), st.text(max_size=30))
    line = draw(pieces)
    for glue, piece in draw(st.lists(st.tuples(st.sampled_from(GLUE), pieces), max_size=2)):
        line += glue + piece
    return draw(st.sampled_from(["", "", "", "  • ", "\u00a0\u00a0", "  1. ", "\t", ">> "])) + line


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page in the shape of real ones, composed or not."""
    sent = ""
    for line, end in draw(st.lists(st.tuples(lines_of(), st.sampled_from(BREAKS)), max_size=25)):
        sent += line + end
    if draw(st.booleans()):
        at = draw(st.integers(0, len(sent)))
        sent = sent[:at] + "\n" + "\n".join(PROSE[:5]) + "\n" + sent[at:]
    composed = draw(st.sampled_from([None, True, False]))
    return sent if composed is None else unicodedata.normalize("NFC" if composed else "NFD", sent)


def account(sent: str, **hints: Any) -> Article | CleaningError:
    """The article of ``sent`` with its account checked, or the refusal with its counts checked."""
    try:
        article = clean(Page("text", sent, **hints), WHOLE)
    except (NotAPage, UnreadablePage) as refusal:
        return refusal  # chance may begin a text like a file of another format, or fill it with control characters
    except NoArticle as refusal:
        assert refusal.removed_counts.keys() <= set(KINDS)
        assert all(count > 0 for count in refusal.removed_counts.values())
        assert refusal.reason
        assert str(refusal)
        return refusal
    end = 0
    for segment in article.segments:
        assert segment.start is not None
        assert segment.end is not None
        assert end <= segment.start < segment.end
        assert sent[end : segment.start].strip() == ""
        assert sent[segment.start : segment.end] == segment.text
        assert (segment.role == "removed") == (segment.kind is not None)
        end = segment.end
    assert sent[end:].strip() == ""
    assert article.text.strip()
    assert unicodedata.is_normalized("NFC", article.text)
    assert article.removed_counts == count_by_hand(article)
    if not article.warnings:  # nothing was mended or printed twice
        text = " ".join(article.text.split())
        assert all(
            visible(s.text).lstrip("•·▪■□◦●○◆► ") in text for s in article.segments if s.role in ("body", "lead")
        )
    return article


def count_by_hand(article: Article) -> dict[str, int]:
    kinds = [segment.kind for segment in article.segments if segment.role == "removed"]
    return {kind: kinds.count(kind) for kind in kinds if kind is not None}


@MANY
@given(pages())
def test_every_character_of_a_page_lies_in_exactly_one_segment(sent: str) -> None:
    account(sent)


@MANY
@given(st.text(max_size=400))
def test_the_account_holds_for_text_that_is_no_page_at_all(sent: str) -> None:
    account(sent)


@MANY
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=30), st.sampled_from(["vi", "en", "zh", None]))
def test_the_account_holds_around_any_chrome(chrome: list[str], language: str | None) -> None:
    half = len(chrome) // 2
    account("\n".join([*chrome[:half], "Cây cầu mới qua suối Lạnh", *PROSE, *chrome[half:]]), language=language)


def test_a_line_of_unseen_characters_below_the_body_heads_nothing() -> None:
    menu = "Home > News > Local"
    account(
        "\n".join(
            [*PROSE[:5], menu, menu, "34 shares", "34 shares", menu, f"{PROSE[0]} {menu}", "\ue8b6", f"  • {PROSE[0]}"]
        )
    )


@settings(MANY, max_examples=25)
@given(pages())
def test_the_same_page_twice_gives_the_same_article(sent: str) -> None:
    def whole() -> Any:
        try:
            return clean(Page("text", sent), WHOLE).as_dict(WHOLE.include)
        except CleaningError as refusal:
            return refusal.args

    assert whole() == whole()


@settings(MANY, max_examples=25)
@given(pages())
def test_an_answer_survives_pickling(sent: str) -> None:
    answer = account(sent)
    again = pickle.loads(pickle.dumps(answer))
    if isinstance(answer, Article):
        assert again == answer
    else:
        assert type(again) is type(answer)
        assert vars(again) == vars(answer)


def test_a_page_and_its_options_survive_pickling() -> None:
    page = Page(
        "text", "Cầu mới", "https://a.example/1", "vi", datetime(2026, 3, 1, tzinfo=UTC), "Asia/Bangkok", "utf-8"
    )
    options = Options(frozenset({"segments"}), "/rules")
    assert pickle.loads(pickle.dumps((page, options))) == (page, options)


def test_a_line_of_five_megabytes_is_one_paragraph() -> None:
    sentence = "Con đường lên bản được rải lại đá trước mùa mưa, xe chở hàng đi được quanh năm. "
    sent = sentence * (5_000_000 // len(sentence.encode()) + 1)
    article = account(sent)
    assert isinstance(article, Article)
    assert article.text == sent.strip()


def test_a_page_with_every_kind_of_line_break_keeps_every_paragraph() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\n\n"):
        article = account(end.join(PROSE[:5]))
        assert isinstance(article, Article), repr(end)
        assert article.text.split("\n\n") == list(PROSE[:5]), repr(end)


def test_decomposed_text_is_answered_composed_while_the_segments_stay_as_sent() -> None:
    sent = unicodedata.normalize("NFD", "\n".join(PROSE[:5])).replace(" ", "\u00a0")
    article = account(sent)
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == list(PROSE[:5])
    assert all(segment.text in sent for segment in article.segments)


def test_pieces_of_a_glued_line_share_its_characters_out() -> None:
    sent = "\n".join([*PROSE[:2], PROSE[4] + "Hà Văn MạnhCác ý kiến của bạn đọc"])
    article = account(sent)
    assert isinstance(article, Article)
    assert [(s.text, s.role) for s in article.segments[2:]] == [
        (PROSE[4], "body"),
        ("Hà Văn Mạnh", "byline"),
        ("Các ý kiến của bạn đọc", "removed"),
    ]
