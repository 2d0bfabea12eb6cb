"""Licences in footers."""

from __future__ import annotations

import pytest

from cleaners.metadata.licence import read_licence


@pytest.mark.parametrize(
    ("text", "number", "issued_on", "issuer"),
    [
        (
            "Giấy phép xuất bản số: 77/GP-TTĐT cấp ngày 26 tháng 3 năm 2018 của Sở Thông tin và Truyền thông",
            "77/GP-TTĐT",
            "2018-03-26",
            "Sở Thông tin và Truyền thông",
        ),
        (
            "Giấy phép số 78/GP-BC do Cục Báo chí - Bộ Văn hóa cấp ngày 05/10/2004. Tổng Biên tập: Lê Na",
            "78/GP-BC",
            "2004-10-05",
            "Cục Báo chí - Bộ Văn hóa",
        ),
        (
            "Giấy phép số 79/GP-TTĐT, do Cục Phát thanh, truyền hình cấp ngày 28-6-2019",
            "79/GP-TTĐT",
            "2019-06-28",
            "Cục Phát thanh, truyền hình",
        ),
        (
            "Giấy phép số 80/GP-TTĐT ngày 05/05/2017 do Sở TTTT Bến Mây cấp",
            "80/GP-TTĐT",
            "2017-05-05",
            "Sở TTTT Bến Mây",
        ),
        ("Giấy phép: 12/GXN-TTĐT, Sở TTTT cấp ngày 2/3/2020", "12/GXN-TTĐT", "2020-03-02", "Sở TTTT"),
        ("Giấy phép MXH số 99/GP-BTTTT. Chịu trách nhiệm nội dung: Lê Na", "99/GP-BTTTT", None, None),
        ("© Báo Bến Mây. Giấy phép: 102/GP-BTTTT cấp ngày 9/2/2021", "102/GP-BTTTT", "2021-02-09", None),
        ("某某网 京ICP备12345678号-8 | 京公网安备", "京ICP备12345678号-8", None, None),
        (
            "Свидетельство о регистрации СМИ Эл № ФС77-12345 от 15 января 2009 года",
            "Эл № ФС77-12345",
            "2009-01-15",
            None,
        ),
        ("Registrazione Tribunale di Trani n. 12/2005 del 12/03/2005", "12/2005", "2005-03-12", "Tribunale di Trani"),
    ],
)
def test_a_footer_licence_gives_number_day_and_issuer(
    text: str, number: str, issued_on: str | None, issuer: str | None
) -> None:
    licence = read_licence(text, "vi")
    assert licence is not None
    assert (licence.number, licence.issued_on, licence.issuer) == (number, issued_on, issuer)
    assert licence.text in text


def test_the_text_of_a_licence_ends_where_the_licence_ends() -> None:
    licence = read_licence("Giấy phép số 78/GP-BC do Cục Báo chí cấp ngày 05/10/2004. Tổng Biên tập: Lê Na", "vi")
    assert licence is not None
    assert licence.text == "Giấy phép số 78/GP-BC do Cục Báo chí cấp ngày 05/10/2004"


@pytest.mark.parametrize(
    "text",
    [
        "phải ghi ở cuối trang, ví dụ: “Giấy phép số 12/GP-TTĐT do Sở cấp”",
        "Cấp, thu hồi giấy phép hoạt động của các trang tin",
        "Điều 3. Giấy phép và bản quyền",
        "Hôm qua Sở đã trao giấy phép số 41/GP-TTĐT cho tờ báo mới",
        "Hơn 40 giếng khoan không có giấy phép",
    ],
)
def test_a_sentence_about_licences_is_no_licence(text: str) -> None:
    assert read_licence(text, "vi") is None
