"""Pages half read, as the steps of cleaning see them."""

from __future__ import annotations

from typing import Any

from cleaners.page import Page
from cleaners.rules.engine import rule_book
from cleaners.text.body import settle_body
from cleaners.text.draft import Draft
from cleaners.text.facts import Facts
from cleaners.text.reader import read_lines
from cleaners.text.scorer import likely_body, line_scores

#: six paragraphs of one story; a body beyond doubt
STORY = (
    "Sau mười hai ngày sửa chữa mặt cầu và thay bốn sợi cáp phụ, cầu treo bản Lim đã thông xe trở lại từ sáng nay.",
    "Cầu bị hư hỏng trong trận lũ cuối tháng trước, khi một gốc cây lớn trôi theo dòng nước đập vào mố phía bản.",
    "Theo chủ tịch xã Lò Văn Pánh, trước mắt cầu chỉ cho người đi bộ và xe máy qua, mỗi lượt không quá năm xe.",
    "Hai đầu cầu có dân quân trực từ năm giờ sáng đến chín giờ tối, ban đêm cầu được rào lại và treo đèn báo hiệu.",
    "Người dân trong bản đã góp hơn ba trăm ngày công để khiêng ván, đan rọ đá và dọn cây trôi mắc dưới chân cầu.",
    "Về lâu dài, xã đề nghị huyện bố trí vốn xây một cây cầu bê tông cách cầu cũ ba trăm mét về phía thượng lưu.",
)
TITLE = "Cầu treo bản Lim thông xe trở lại sau trận lũ"


def draft_of(sent: str, language: str | None = "vi") -> Draft:
    """The lines of ``sent`` with the choice of the body made."""
    reading = read_lines(sent, language, rule_book())
    scores = line_scores(reading.lines, reading.language)
    draft = Draft(reading.lines, reading.language, scores, likely_body(reading.lines, scores))
    settle_body(draft)
    return draft


def facts_of(sent: str, language: str | None = "vi", **hints: Any) -> Facts:
    """What is known of ``sent`` before any reader of metadata has looked at it."""
    page = Page("text", sent, language=language, **hints)
    reading = read_lines(sent, language, rule_book())
    return Facts(draft_of(sent, language), page, reading.rules)


def page_of(*parts: str | tuple[str, ...]) -> str:
    """A page with a line for each part; a tuple of parts gives several."""
    lines: list[str] = []
    for part in parts:
        lines += [part] if isinstance(part, str) else part
    return "\n".join(lines)
