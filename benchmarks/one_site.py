"""Pages of one invented site, as markup and as raw text, with gold: for what only the comparison of pages can tell.

The site wraps every article in sentences of its own (a notice above, a call and a line about the newsroom below, an
appeal between two paragraphs) that read like any other sentence. Authors repeat themselves, too: one closes each of his
articles with the same words, and a series shares its headings. Those have to stay.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.sets import GoldPage
from cleaners import Page
from cleaners.page import PageKind

_HOST = "baonui.example"
_NOTICE = "Bài viết thuộc chuyên mục do tòa soạn Báo Núi thực hiện cùng các cộng tác viên ở cơ sở."
_APPEAL = "Những ai có ảnh chụp về chủ đề này có thể gửi cho tòa soạn để đăng trong số báo cuối tuần."
_CALL = (
    "Trân trọng mời những người quan tâm gửi ý kiến về bài viết này tới tòa soạn trước ngày cuối cùng của mỗi tháng."
)
_NEWSROOM = "Báo Núi ra mỗi tuần ba số, được viết và biên tập bởi những người sống trên vùng cao."
_FAREWELL = "Còn chuyện con đường có xong trước mùa lũ hay không thì như người vùng này vẫn nói, cứ đi rồi sẽ tới."
_HEADINGS = ("Chuẩn bị những gì", "Cách làm từng bước")

_WHO = (
    "Bà Lường Thị Inh", "Ông Quàng Văn Sính", "Chị Lò Thị Mẩy", "Anh Tòng Văn Pản", "Cô giáo Hà", "Già làng Cứ A Chu",
    "Trưởng bản Lường Văn Đôi", "Nhóm thợ bản Pằng", "Ban quản lý chợ", "Hợp tác xã Nà Hai",
)  # fmt: skip
_DID = (
    "kể rằng đã chờ việc này từ mùa gặt năm trước", "cho biết mọi người góp công chứ không góp tiền",
    "nhớ lại lần nước dâng qua mặt cầu hồi tháng bảy", "tính rằng mỗi nhà phải đi thêm bốn cây số",
    "nói sẽ đưa giống lúa mới về trồng thử trên ba thửa ruộng", "dẫn đoàn khách đi xem guồng nước vừa dựng lại",
    "ghi sổ từng bao thóc được chở qua bến sông", "đã dạy lớp dệt đầu tiên cho mười hai em gái",
    "nhắc chuyện đàn trâu lạc sang bên kia đèo", "chỉ vào vạt rừng vừa được giao cho bản giữ",
)  # fmt: skip
_WHY = (
    "vì con suối đổi dòng sau trận mưa dài", "để bọn trẻ khỏi phải nghỉ học những ngày rét",
    "trong khi giá vải thổ cẩm ở chợ huyện lại xuống", "và phần còn lại sẽ do xã lo nốt trước Tết",
    "nhưng chưa ai dám chắc ngày nào xe tải vào được", "bởi kho thóc chung chỉ còn đủ cho hai tháng",
    "như các cụ vẫn làm từ thời chưa có đường lớn", "khi tiếng trống báo phiên chợ đầu tiên vang lên",
)  # fmt: skip
_WHAT = (
    "Cầu treo",
    "Lớp dệt",
    "Phiên chợ",
    "Guồng nước",
    "Đường lên bản",
    "Kho thóc",
    "Trạm xá",
    "Vườn thuốc",
    "Bến đò",
)
_DONE = ("mở lại sau mùa mưa", "sắp có chủ mới", "và câu chuyện mười năm", "qua lời người ở lại", "chờ ngày khởi công")


def pages_of_one_site(kind: PageKind, count: int, seed: int = 1) -> list[GoldPage]:
    """``count`` pages of one site; the same ones for the same ``seed``."""
    chance = random.Random(seed)
    return [_page(kind, number, chance) for number in range(count)]


def _page(kind: PageKind, number: int, chance: random.Random) -> GoldPage:
    title = f"{chance.choice(_WHAT)} {chance.choice(_DONE)}, kỳ {number + 1}"
    paragraphs = list(_paragraphs(chance, chance.randint(4, 7)))
    if number % 6 == 1:
        paragraphs.append(_FAREWELL)  # the words of one author
    if number % 5 == 2:
        paragraphs[1:1] = [_HEADINGS[0]]
        paragraphs[-1:-1] = [_HEADINGS[1]]
    printed = [_NOTICE, *paragraphs, _CALL, _NEWSROOM]
    printed.insert(len(printed) // 2, _APPEAL)
    content = _as_text(title, printed) if kind == "text" else _as_html(title, printed)
    return GoldPage(
        id=f"{kind}-{number}",
        page=Page(kind, content, url=f"https://{_HOST}/bai/{number}", language="vi"),
        body=tuple(paragraphs),
        wanted=(_FAREWELL,) if number % 6 == 1 else _HEADINGS if number % 5 == 2 else (),
        unwanted=(_NOTICE, _APPEAL, _CALL, _NEWSROOM),
    )


def _paragraphs(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        sentences = (
            f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHY)}, lần thứ {chance.randint(2, 90)}."
            for _ in range(chance.randint(2, 3))
        )
        yield " ".join(sentences)


def _as_text(title: str, printed: list[str]) -> str:
    menu = ["Trang chủ", "Tin tức", "Văn hóa", "Liên hệ"]
    return "\n".join([*menu, title, "15/03/2026 07:30", *printed, "In trang", "Gửi email", "Lượt truy cập: 2.318.406"])


def _as_html(title: str, printed: list[str]) -> str:
    menu = "".join(f"<li><a href=/{n}>{item}</a></li>" for n, item in enumerate(("Trang chủ", "Tin tức", "Liên hệ")))
    body = "".join(f"<p>{part}</p>" for part in printed)
    return (
        f"<!DOCTYPE html><html lang=vi><head><title>{title} | Báo Núi</title></head><body><ul class=menu>{menu}</ul>"
        f"<article><h1>{title}</h1><time>15/03/2026 07:30</time>{body}</article>"
        "<footer>Bản quyền thuộc về Báo Núi</footer></body></html>"
    )
