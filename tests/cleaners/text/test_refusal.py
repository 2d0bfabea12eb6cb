"""Pages that hold no article are told from those that do."""

from __future__ import annotations

import pytest

from cleaners import NoArticle, Page, clean
from cleaners.page import PageKind
from tests.cleaners.text.drafting import STORY, TITLE, page_of


def refusal(*parts: str | tuple[str, ...]) -> NoArticle:
    with pytest.raises(NoArticle) as caught:
        clean(Page("text", page_of(*parts)))
    return caught.value


@pytest.mark.parametrize("sent", ["", " ", "\n\n\n", "\u00a0\u3000\t", "\u200b\ufeff", "\r\n\r\n"])
def test_a_blank_page_is_blank(sent: str) -> None:
    assert refusal(sent).reason == "blank"


def test_a_menu_is_no_article() -> None:
    found = refusal("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Hỏi đáp", "Liên hệ", "Sơ đồ cổng")
    assert found.reason == "menu"
    assert found.removed_counts["navigation"] >= 5


@pytest.mark.parametrize("items", [("Trang chủ", "Liên hệ"), ("Home", "Contact"), ("Home", "Contact us", "Contact")])
@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_menus_word_for_contact_is_no_address(items: tuple[str, ...], kind: PageKind) -> None:
    listed = "".join(f"<li><a href='/{number}'>{item}</a></li>" for number, item in enumerate(items))
    with pytest.raises(NoArticle) as caught:
        clean(Page(kind, f"<ul>{listed}</ul>" if kind == "html" else "\n".join(items)))
    assert caught.value.reason == "menu"
    assert "menus" in caught.value.detail


@pytest.mark.parametrize(
    "line",
    [
        "Không tìm thấy trang bạn yêu cầu. Vui lòng kiểm tra lại đường dẫn.",
        "404 Not Found",
        "Please enable JavaScript and cookies to continue.",
        "Checking your browser before you access the site.",
        "Die Seite wurde nicht gefunden. Bitte prüfen Sie die Adresse.",
        "La page que vous cherchez est introuvable. Page introuvable (erreur 404).",
        "Страница не найдена. Проверьте адрес.",
    ],
)
def test_an_error_page_says_so(line: str) -> None:
    assert refusal("Trang chủ", line, "Liên hệ").reason == "error-page"


def test_an_article_about_errors_is_an_article() -> None:
    line = "Nhiều người gõ nhầm địa chỉ chỉ thấy dòng chữ “404 Not Found” hiện ra trên trang của xã suốt cả tuần."
    article = clean(Page("text", page_of(TITLE, "14/10/2024", STORY, line, STORY[0].replace("mười hai", "hai mươi"))))
    assert line in article.text


def test_teasers_with_their_dates_are_a_listing() -> None:
    teasers = [
        part
        for number, lead in enumerate(STORY, 10)
        for part in (f"Tin vắn số {number} của bản Lim trong tháng", f"{number}/05/2024", lead)
    ]
    assert refusal("Trang chủ", "Tin tức", tuple(teasers), "Trang sau").reason == "listing"


def test_addresses_and_numbers_are_a_contact_page() -> None:
    found = refusal(
        "LIÊN HỆ",
        "Địa chỉ: Số 7 ngõ 12 đường Đồi Chè, thị trấn Tân Hà",
        "Điện thoại: 0299 555 0112",
        "Fax: 0299 555 0113",
        "Email: lienhe@example.vn",
    )
    assert found.reason in ("contact", "menu")
    assert found.removed_counts.get("contact", 0) >= 3


def test_a_refusal_counts_what_the_page_held() -> None:
    counts = refusal(
        "Trang chủ", "Đăng nhập", "Đang online: 12", "Hôm nay: 2.611", "Tổng truy cập: 9.218.406"
    ).removed_counts
    assert sum(counts.values()) == 5
    assert counts["counter"] == 3


def test_a_short_notice_with_title_and_date_is_an_article() -> None:
    article = clean(Page("text", page_of(TITLE, "14/10/2024 06:30", STORY[:2])))
    assert article.text == "\n\n".join(STORY[:2])


@pytest.mark.parametrize(
    "sent",
    [
        "\n".join("abcdefghijklmnopqrstuvwxyz"[number % 26] for number in range(5_000)),
        "menu\n" * 1_000_000,
        "menu " * 100_000,
        "\n".join(["Home", "News of the day", "Sport and culture", "Contact"] * 500),
    ],
    ids=["letters", "a word a million times", "a word on one line", "a menu again and again"],
)
def test_the_same_again_and_again_is_no_article_however_long_it_is(sent: str) -> None:
    assert refusal(sent).reason == "menu"


def test_a_page_all_of_whose_lines_turn_out_to_be_a_list_is_refused() -> None:
    wheels = [f"The {word} wheel of the mill number {n}" for n in range(40) for word in ("oak", "iron", "old")]
    found = refusal(tuple(wheels))
    assert found.reason == "menu"
    assert sum(found.removed_counts.values()) > 100


def test_figures_alone_are_refused_as_figures() -> None:
    found = refusal("\n".join(f"{number * 7919 % 100_003} {number * 104_729}" for number in range(2_000)))
    assert found.reason == "figures"
    assert "figures" in found.detail
    assert "telephone" not in found.detail
