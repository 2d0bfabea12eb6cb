"""Bylines and names. Every name here is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.metadata.desks import is_desk, is_nobody, is_organisation, is_outlet
from cleaners.metadata.names import looks_like_name, read_byline
from cleaners.metadata.person import without_title


@pytest.mark.parametrize(
    ("language", "text", "authors", "source"),
    [
        ("zh", "来源：海港日报 作者：王小明", ("王小明",), None),
        ("zh", "海港日报记者 王小明 通讯员 李华", ("王小明", "李华"), None),
        ("zh", "作者：海港日报记者 王小明", ("王小明",), None),
        ("zh", "文／王小明", ("王小明",), None),
        ("zh", "海港社记者 王小明 摄", (), None),
        ("vi", "Nguyên Khải", ("Nguyên Khải",), None),
        ("vi", "HOÀI MAI", ("HOÀI MAI",), None),
        ("vi", "TN", ("TN",), None),
        ("vi", "K.N", ("K.N",), None),
        ("vi", "N. Hà", ("N. Hà",), None),
        ("vi", "Ph.Anh", ("Ph.Anh",), None),
        ("vi", "PV", ("PV",), None),
        ("vi", "Văn Hòa - Trần Hậu", ("Văn Hòa", "Trần Hậu"), None),
        ("vi", "Mộc Miên và Hoài An", ("Mộc Miên", "Hoài An"), None),
        ("vi", "Bích Lan - Hội Nông dân tỉnh", ("Bích Lan",), None),
        ("vi", "  • Nông Thị Kiều", ("Nông Thị Kiều",), None),
        ("vi", "TS Nguyễn Thị Thơm", ("TS Nguyễn Thị Thơm",), None),
        ("vi", "BS. Trịnh Hoài Bão", ("BS. Trịnh Hoài Bão",), None),
        ("vi", "Tin, ảnh: Quốc Trung", ("Quốc Trung",), None),
        ("vi", "Bài và ảnh: Ðỗ Văn Phú", ("Ðỗ Văn Phú",), None),
        ("vi", "Tin: Lan Anh - Ảnh: Văn Bình", ("Lan Anh",), None),
        ("vi", "T/h: Minh Ánh", ("Minh Ánh",), None),
        ("vi", "Viết bởi Lò Thị Pà", ("Lò Thị Pà",), None),
        ("vi", "Tác giả bài viết: Cô Vân Anh", ("Cô Vân Anh",), None),
        ("vi", "Thơ và lời bình: Kiều Đức Vân", ("Kiều Đức Vân",), None),
        ("vi", "MINH HẰNG (thực hiện)", ("MINH HẰNG",), None),
        ("vi", "ANH THƠ thực hiện", ("ANH THƠ",), None),
        ("vi", "Minh Anh (Theo Bến Mây)", ("Minh Anh",), "Bến Mây"),
        ("vi", "Theo LAN CHI (BM News)", ("LAN CHI",), "BM News"),
        ("vi", "Minh Châu / benmay.vn", ("Minh Châu",), "benmay.vn"),
        ("vi", "Minh Châu/Theo benmay.vn", ("Minh Châu",), "benmay.vn"),
        ("vi", "Huy Hải (Benmay+)", ("Huy Hải",), "Benmay+"),
        ("vi", "Hữu Bảo (Đại Phong)", ("Hữu Bảo",), None),
        ("vi", "Đăng ngày: 17/02/2020 - 8:05:09 AM | Lượt xem: 12 | Lê Thị Na", ("Lê Thị Na",), None),
        ("vi", "HOÀI MAI 30/04/2016 11:39", ("HOÀI MAI",), None),
        ("vi", "Ban Thời sự", ("Ban Thời sự",), None),
        ("vi", "  • Thread starter ga_trong_81", ("ga_trong_81",), None),
        ("en", "By Anna Halloway @AnnaH_News Chief Reporter", ("Anna Halloway",), None),
        ("en", "By JANE DOWD and John Smythe", ("JANE DOWD", "John Smythe"), None),
        ("en", "Posted by Maria Lopes on May 5, 2020", ("Maria Lopes",), None),
        ("en", "Author: Jane Q. Dowd", ("Jane Q. Dowd",), None),
        ("en", "Jane Dowd, Staff Writer", ("Jane Dowd",), None),
        ("de", "Von Anna Möller und Jens Webers", ("Anna Möller", "Jens Webers"), None),
        ("fr", "Par Marie Dupond", ("Marie Dupond",), None),
        ("es", "Publicado el 29/11/2023 a las 12:47 Gabinete de Prensa", ("Gabinete de Prensa",), None),
        ("ru", "Автор: Иван Петренко", ("Иван Петренко",), None),
        ("ru", "Текст: Анна Иванова, фото: Олег", ("Анна Иванова",), None),
        ("zh", "作者：王小山", ("王小山",), None),
        ("zh", "北山网记者 王小山 来源：北山报", ("王小山",), None),
        ("ja", "文=山田花男", ("山田花男",), None),
        ("ko", "김민우 기자", ("김민우",), None),
    ],
)
def test_a_byline_gives_its_authors_as_printed(
    language: str, text: str, authors: tuple[str, ...], source: str | None
) -> None:
    byline = read_byline(text, language=language)
    assert byline is not None
    assert byline.authors == authors
    assert byline.source_name == source


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "admin"),
        ("vi", "Quản trị"),
        ("vi", "Người đăng: admin"),
        ("vi", "Thể Thao"),
        ("vi", "THỂ THAO"),
        ("vi", "Trang chủ"),
        ("vi", "Hà Nội"),
        ("vi", "TP. Lam Khê"),
        ("vi", "KT. CHỦ TỊCH"),
        ("vi", "Ý kiến bạn đọc"),
        ("vi", "RSS"),
        ("vi", "A A"),
        ("vi", "ĐẾM"),
        ("vi", "Phòng rét cho đàn trâu"),
        ("vi", "PV: Anh nghĩ sao về việc này?"),
        ("vi", "Ông Hà Văn Quyền: Chúng tôi có vườn ươm"),
        ("vi", "Ông Hà Văn Quyền, Phó Giám đốc sở"),
        ("vi", "Tổng Biên tập: Nguyễn Văn Ba"),
        ("vi", "Ý tưởng và Trang trí: Lan"),
        ("vi", "Nguồn tin: Đội Thiếu niên"),
        ("vi", "Chuyện lạ ở Cần Thơ: Báo cháy giả"),
        ("vi", "Thứ Tư, 05/06/2024 - 16:08"),
        ("vi", "Thực hiện nghị quyết mới của xã"),
        ("vi", "Bài học từ mùa lũ"),
        ("vi", "Posted by the council"),
        ("en", "Read More"),
        ("en", "By the end of the year"),
        ("en", "Budget Planning and Cost Factors"),
        ("en", "Posted by admin on May 5, 2020"),
        ("de", "Von der Brücke gestürzt"),
        ("fr", "Par exemple"),
        ("zh", "责任编辑：张三山"),
    ],
)
def test_what_is_no_author_is_none(language: str, text: str) -> None:
    byline = read_byline(text, language=language)
    assert byline is None or byline.authors == ()


def test_a_picture_credit_alone_says_so() -> None:
    byline = read_byline("Ảnh: Khánh Linh", language="vi")
    assert byline is not None
    assert byline.photographer_only
    assert byline.authors == ()


def test_a_labelled_byline_is_surer_than_a_bare_one() -> None:
    labelled, bare = read_byline("Bài: TN", language="vi"), read_byline("TN", language="vi")
    assert labelled is not None and bare is not None
    assert labelled.score > bare.score
    assert (labelled.rule, bare.rule) == ("byline.label", "byline.initials")


@pytest.mark.parametrize(
    ("text", "language", "least"),
    [("Nguyễn Thị Thơm", "vi", 0.9), ("Mộc Miên", "vi", 0.8), ("John Smythe", "en", 0.8), ("Иван Петренко", "ru", 0.7)],
)
def test_names_score_high(text: str, language: str, least: float) -> None:
    assert looks_like_name(text, language) >= least


@pytest.mark.parametrize("text", ["Giải Trí", "Bắc Giang", "VnExpress", "Tin nổi bật", "Read More", "Trang 2", "x", ""])
def test_sections_places_and_furniture_score_low(text: str) -> None:
    assert looks_like_name(text, "vi") < 0.3


def test_degrees_and_forms_of_address_come_off() -> None:
    assert without_title("PGS.TS Lê An") == "Lê An"
    assert without_title("Dr. Ann Lee") == "Ann Lee"
    assert without_title("Lê An") == "Lê An"


def test_desks_outlets_posts_and_fillers_are_told_apart() -> None:
    assert is_desk("Phòng Chính sách lao động")
    assert not is_desk("Phòng rét cho đàn trâu")
    assert is_outlet("Benmay+") and is_outlet("benmay.vn") and not is_outlet("Lan Chi")
    assert is_organisation("Hội Nông dân tỉnh") and not is_organisation("Lan Chi")
    assert is_nobody("ADMIN") and not is_nobody("Lan Chi")


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    byline = read_byline(text, language="vi")
    assert byline is None or all(author.strip() for author in byline.authors)
    assert 0.0 <= looks_like_name(text) <= 1.0
