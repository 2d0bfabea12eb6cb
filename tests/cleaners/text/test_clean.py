"""From a page of raw text to its article: paragraphs, and input that is no page."""

from __future__ import annotations

import unicodedata

import pytest

from cleaners import Article, NoArticle, Page, UnreadablePage, clean
from tests.cleaners.text.drafting import STORY, TITLE, page_of


def article(*parts: str | tuple[str, ...], language: str | None = "vi") -> Article:
    return clean(Page("text", page_of(*parts), language=language))


def paragraphs(*parts: str | tuple[str, ...]) -> list[str]:
    return article(TITLE, "14/10/2024", *parts).text.split("\n\n")


def account_holds(sent: str) -> bool:
    """Whether ``sent`` is refused, or every character of its article lies in exactly one segment."""
    try:
        found = clean(Page("text", sent))
    except (NoArticle, UnreadablePage):
        return True
    end = 0
    for segment in found.segments:
        assert segment.start is not None
        assert segment.end is not None
        assert sent[end : segment.start].strip() == ""
        assert sent[segment.start : segment.end] == segment.text
        end = segment.end
    return sent[end:].strip() == "" and bool(found.text.strip())


def test_paragraphs_come_in_order_with_a_blank_line_between() -> None:
    assert paragraphs(STORY) == list(STORY)


def test_lines_that_a_hard_wrap_broke_are_joined() -> None:
    wrapped = (
        "Ông Nông Văn Kẻo, trạm trưởng, kể rằng trận mưa lớn nhất đời ông là vào đêm",
        "17 tháng 7 năm 1996. Chiếc thùng đầy ba lần, ông phải buộc dây vào người",
        "mới bò được ra vườn. Sáng hôm sau, cả bản kéo lên trạm hỏi thăm, mang theo",
        "gạo nếp và một con gà trống để cúng thần núi, cầu cho trời tạnh, cho những",
        "người đi rừng được trở về.",
    )
    assert paragraphs(STORY, *wrapped)[-1] == " ".join(wrapped)


def test_lines_that_end_where_they_want_are_not_joined() -> None:
    verse = ("Gió bấc về gõ cửa", "mẹ ngồi vá áo bông", "ngọn đèn nghiêng bóng nhỏ", "soi mấy nhịp thoi lòng.")
    assert paragraphs(STORY[:3], *verse, STORY[3:])[3:7] == list(verse)


def test_a_paragraph_printed_twice_is_kept_once_and_told() -> None:
    found = article(TITLE, "14/10/2024", STORY, STORY[2])
    assert found.text.split("\n\n") == list(STORY)
    assert "deduplicated" in found.warnings
    assert article(TITLE, "14/10/2024", STORY).warnings == []


def test_bullets_of_list_items_are_dropped_and_hyphens_kept() -> None:
    found = paragraphs(STORY[:3], "Xã cần thêm:", "  • hai trăm tấm ván;", "  • bốn cuộn cáp.", STORY[3:])
    assert found[3:6] == ["Xã cần thêm:", "hai trăm tấm ván;", "bốn cuộn cáp."]
    found = paragraphs(STORY[:3], "Xã cần thêm:", "- hai trăm tấm ván;", "- bốn cuộn cáp.", STORY[3:])
    assert found[4] == "- hai trăm tấm ván;"


def test_text_is_composed_and_its_blanks_are_single() -> None:
    sent = unicodedata.normalize("NFD", page_of(TITLE, "14/10/2024", STORY)).replace(" ", "\u00a0 ")
    assert clean(Page("text", sent)).text.split("\n\n") == list(STORY)


def test_the_language_is_told_unless_the_caller_tells_it() -> None:
    assert article(TITLE, "14/10/2024", STORY, language=None).metadata.language == "vi"
    assert article(TITLE, "14/10/2024", STORY, language="vi-VN").metadata.language == "vi-VN"


ARABIC = (
    "أعلنت بلدية المرفأ القديم يوم الاثنين إعادة تشغيل العبّارة بين ضفتي الخليج بعد توقف دام عشر سنوات كاملة.",
    "وقالت رئيسة المجلس إن الرحلة تستغرق إحدى عشرة دقيقة، وإن سكان الضفة الأخرى كانوا يقطعون أربعين كيلومترا بالسيارة.",
    "وستبقى أسعار التذاكر على حالها طوال فصل الشتاء، بينما يركب تلاميذ المدارس مجانا في كل أيام الأسبوع.",
    "ومن المقرر أن تنطلق أول رحلة في الساعة السادسة صباحا، على أن يُعلَن الجدول الكامل قبل نهاية الأسبوع.",
)
HEBREW = (
    "מועצת הנמל הישן החליטה ביום שני להפעיל מחדש את המעבורת בין שתי גדות המפרץ לאחר הפסקה של עשר שנים.",
    "ההפלגה נמשכת אחת עשרה דקות, ובלעדיה נאלצו התושבים לנסוע ארבעים קילומטרים במכונית סביב המפרץ כולו.",
    "מחירי הכרטיסים לא ישתנו במשך כל החורף, ותלמידי בתי הספר ייסעו ללא תשלום בכל ימות השבוע.",
    "ההפלגה הראשונה תצא בשעה שש בבוקר, ולוח הזמנים המלא יפורסם לפני סוף השבוע הזה.",
)


@pytest.mark.parametrize("story", [ARABIC, HEBREW])
def test_scripts_that_run_from_right_to_left_are_read(story: tuple[str, ...]) -> None:
    assert article(story, language=None).text.split("\n\n") == list(story)


def test_a_page_in_two_languages_keeps_both() -> None:
    english = (
        "After twelve days of repairs, the Lim footbridge opened again on Monday morning, the commune said.",
        "For the time being only walkers and motorbikes may cross, and no more than five of them at once.",
    )
    assert paragraphs(STORY, english) == [*STORY, *english]


def test_nul_characters_and_lone_surrogates_do_no_harm() -> None:
    sent = page_of(TITLE, "14/10/2024", STORY).replace("bản", "b\x00ản").replace("cầu", "c\ud800ầu")
    found = clean(Page("text", sent))
    assert "\x00" not in found.text
    assert found.text.encode()
    assert account_holds(sent)


@pytest.mark.parametrize(
    "sent",
    [
        "\n".join(str(number * 7919) for number in range(400)),
        "🙂" * 500,
        "🙂\n" * 500,
        "\n".join("Sau mười hai ngày sửa chữa, cầu thông xe."),
        "\n" * 100_000,
        "a" + "\n" * 100_000 + "b",
        "." * 10_000,
        "a" * 100_000,
        "| " * 5_000,
        ">> " * 5_000,
        "((((" * 3_000,
        "1. " * 3_000,
        "12/05/2020 " * 2_000,
        "A\u0301" * 20_000,
        "\u0301" * 5_000,
        "Xem thêm:\n" * 2_000,
        "\x00" * 1_000,
        "\ud800" * 1_000,
        "x\u200b" * 5_000,
        "Trang chủ » " * 2_000,
    ],
    ids=lambda sent: repr(sent[:12]),
)
def test_input_that_is_no_page_is_refused_or_accounted_for(sent: str) -> None:
    assert account_holds(sent)


def test_an_article_far_down_a_page_of_blank_lines_is_found() -> None:
    assert clean(Page("text", "\n" * 100_000 + page_of(STORY))).text.split("\n\n") == list(STORY)


def test_text_that_is_html_source_is_cleaned_as_html() -> None:
    source = "<!DOCTYPE html><html><head><title>x</title></head><body><nav><a href='/'>Trang chủ</a></nav><article>"
    source += f"<h1>{TITLE}</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in STORY) + "</article></body></html>"
    found = clean(Page("text", source))
    assert "treated-as-html" in found.warnings
    assert found.text.split("\n\n") == list(STORY)


def test_a_text_that_shows_some_markup_is_still_text() -> None:
    line = "Chỉ cần viết <b>chữ đậm</b> trong trang của xã là chữ hiện đậm lên, thầy giáo dạy tin học giải thích."
    assert line in paragraphs(STORY, line, STORY[0].replace("mười hai", "hai mươi"))
