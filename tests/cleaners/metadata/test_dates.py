"""Dates as pages print them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.metadata.dates import find_dates, read_date
from cleaners.metadata.relative import find_relative

CRAWLED = datetime.fromisoformat("2024-03-10T10:20:30+07:00")


def iso(text: str, language: str | None = "vi", **hints: Any) -> str | None:
    moment = read_date(text, language=language, **hints)
    return moment.isoformat() if moment else None


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Đăng ngày: 17/02/2020 - 8:05:09 AM | Lượt xem: 12 | Lê Thị Na", "2020-02-17T08:05:09+07:00"),
        ("17/02/2020 - 8:05:09 PM", "2020-02-17T20:05:09+07:00"),
        ("[ Cập nhật vào ngày (17/02/2020) ]", "2020-02-17"),
        ("08:42 03/12/2018", "2018-12-03T08:42:00+07:00"),
        ("20:55, 22/06/2022", "2022-06-22T20:55:00+07:00"),
        ("18:00 |22/05/2022", "2022-05-22T18:00:00+07:00"),
        ("30-11-2021 | 08:56:55", "2021-11-30T08:56:55+07:00"),
        ("12/01/2018 | 09:47 GMT+7", "2018-01-12T09:47:00+07:00"),
        ("02/06/13 05:20 GMT+7", "2013-06-02T05:20:00+07:00"),
        ("09.06.2023 | 19:39 PM", "2023-06-09T19:39:00+07:00"),
        ("Thứ Ba 28/05/2024 , 14:22 (GMT+7)", "2024-05-28T14:22:00+07:00"),
        ("Cập nhật lúc 09:09, Thứ Sáu, 09/11/2018 (GMT+7)", "2018-11-09T09:09:00+07:00"),
        ("Thứ 7, 23/11/2024, 23:40[GMT+7]", "2024-11-23T23:40:00+07:00"),
        ("Thứ ba, 25 Tháng 1 2022 16:22", "2022-01-25T16:22:00+07:00"),
        ("Chủ Nhật, 7 tháng 8, 2011", "2011-08-07"),
        ("ngày 4 tháng 3 năm 2021 - 7:01:35 PM", "2021-03-04T19:01:35+07:00"),
        ("Tháng Mười Hai 15, 2021", "2021-12-15"),
        ("15 Th5, 2021", "2021-05-15"),
        ("13/05/201012:00 SA(Xem: 19133)", "2010-05-13T00:00:00+07:00"),
        ("13/05/2010 12:30 CH", "2010-05-13T12:30:00+07:00"),
        ("21/12/2012 | 12:00 AM", "2012-12-21T00:00:00+07:00"),
        ("Thứ Hai, ngày 23/07/2018 00:05 AM (GMT+7)", "2018-07-23T00:05:00+07:00"),
        ("20h55 ngày 22/6/2022", "2022-06-22T20:55:00+07:00"),
        ("10 giờ 30 ngày 05/6/2021", "2021-06-05T10:30:00+07:00"),
        ("11/28/2023 9:05:00 AM", "2023-11-28T09:05:00+07:00"),
    ],
)
def test_vietnamese_date_lines_are_read_to_the_second(printed: str, meant: str) -> None:
    assert iso(printed) == meant


@pytest.mark.parametrize(
    ("language", "printed", "meant"),
    [
        ("en", "Posted on August 5, 2021", "2021-08-05"),
        ("en", "5th August 2021", "2021-08-05"),
        ("en", "Jan. 15, 2021 at 3:20 p.m. EST", "2021-01-15T15:20:00-05:00"),
        ("en", "June 12, 2023 9:41 AM PT", "2023-06-12T09:41:00-07:00"),
        ("en", "Fri, 15 Jan 2021 10:00:00 GMT", "2021-01-15T10:00:00+00:00"),
        ("de", "10. Mai 2022, 14.30 Uhr", "2022-05-10T14:30:00+02:00"),
        ("de", "Stand: 15.01.21 10:30 Uhr", "2021-01-15T10:30:00+01:00"),
        ("fr", "Publié le 1er août 2021 à 10h30", "2021-08-01"),
        ("es", "5 de mayo de 2020", "2020-05-05"),
        ("pt", "5 de março de 2020 às 10h30", "2020-03-05"),
        ("it", "5 maggio 2020 ore 10.30", "2020-05-05T10:30:00+02:00"),
        ("ru", "5 августа 2021 г., 10:30", "2021-08-05"),
        ("pl", "5 sierpnia 2021, 10:30", "2021-08-05T10:30:00+02:00"),
        ("el", "Πέμπτη, 05 Μαΐου 2021", "2021-05-05"),
        ("zh", "发布时间：2021年01月15日 上午10:30", "2021-01-15T10:30:00+08:00"),
        ("zh", "民國110年1月5日", "2021-01-05"),
        ("ja", "令和3年1月15日(金) 10時30分", "2021-01-15T10:30:00+09:00"),
        ("ko", "2021년 1월 15일 오후 3:20", "2021-01-15T15:20:00+09:00"),
        ("ko", "21.01.15 10:30", "2021-01-15T10:30:00+09:00"),
        ("id", "Senin, 5 Agustus 2021 10:30 WIB", "2021-08-05T10:30:00+07:00"),
        ("th", "15 มกราคม 2564 10:30 น.", "2021-01-15T10:30:00+07:00"),
        ("th", "15 ม.ค. 64", "2021-01-15"),
        ("hu", "2021. január 15. 10:30", "2021-01-15T10:30:00+01:00"),
        ("ar", "١٥ يناير ٢٠٢١", "2021-01-15"),
    ],
)
def test_dates_are_read_in_many_languages(language: str, printed: str, meant: str) -> None:
    assert iso(printed, language) == meant


@pytest.mark.parametrize(
    "text",
    [
        "không có số nào ở đây",
        "Sáng 24-6, tại nhà văn hóa xã",
        "thắng 6/4 và 7/6 sau hai giờ",
        "Giấy phép số 24/GP-TTĐT",
        "Nghị quyết 150-NQ/TU",
        "Nghị định 12/05/2021/NĐ-CP",
        "Thông tư 12/2021/TT-BTC",
        "Điện thoại 0912.345.678",
        "phiên bản 1.2.13",
        "giá 12.500.000 đồng",
        "31/02/2021",
        "12 tháng 2021 ngày 40",
        "http://site.example/2021/01/15/bai",
        "tháng 5 năm 2021",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, language="vi") == []


def test_an_ambiguous_english_date_is_settled_by_its_numbers_or_its_region_only() -> None:
    assert iso("05/06/2021", "en") is None
    assert iso("05/06/2021", "en-GB") == "2021-06-05"
    assert iso("05/06/2021", "en-US") == "2021-05-06"
    assert iso("08/25/2021", "en") == "2021-08-25"
    assert iso("05.06.2021", "en") == "2021-06-05"


def test_a_month_name_that_means_two_months_needs_its_language() -> None:
    assert iso("5 listopada 2021", None) is None
    assert iso("5 listopada 2021", "pl") == "2021-11-05"
    assert iso("5 listopada 2021", "hr") == "2021-10-05"


def test_a_time_without_a_known_zone_is_reported_but_not_written() -> None:
    moment = read_date("05/06/2021 10:30", language="es")
    assert moment is not None
    assert (moment.hour, moment.minute, moment.offset, moment.zone_from) == (10, 30, None, None)
    assert moment.isoformat() == "2021-06-05"


def test_the_zone_comes_from_the_text_then_the_caller_then_the_language() -> None:
    printed = read_date("05/06/2021 10:30 GMT+9", language="vi", timezone="Europe/Paris")
    asked = read_date("05/06/2021 10:30", language="vi", timezone="Europe/Paris")
    spoken = read_date("05/06/2021 10:30", language="vi")
    assert printed and asked and spoken
    assert [m.isoformat()[-6:] for m in (printed, asked, spoken)] == ["+09:00", "+02:00", "+07:00"]
    assert [m.zone_from for m in (printed, asked, spoken)] == ["text", "timezone", "language"]


def test_an_unknown_time_zone_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_date("05/06/2021 10:30", timezone="Mars/Olympus")


def test_iso_dates_are_read_whatever_the_language() -> None:
    assert iso("2021-01-02T08:41:57+07:00", "en") == "2021-01-02T08:41:57+07:00"
    assert iso("2021-01-02T01:41:57Z", "vi") == "2021-01-02T01:41:57+00:00"
    assert iso("2021/01/02", "de") == "2021-01-02"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("28.09.1912:44", "2019-09-28T12:44:00+02:00"),
        ("28.09.201912:44", "2019-09-28T12:44:00+02:00"),
        ("28.09.2019:12:44", "2019-09-28"),
    ],
)
def test_a_time_glued_to_the_year_takes_none_of_its_digits(printed: str, meant: str) -> None:
    found = read_date(printed, language="de")
    assert found is not None and found.isoformat() == meant


def test_two_dates_in_a_line_keep_their_own_times_and_labels() -> None:
    first, second = find_dates("Thứ Tư, 05/06/2024 - 16:08 Cập nhật: 06/06/2024 - 08:20", language="vi")
    assert (first.isoformat(), first.label) == ("2024-06-05T16:08:00+07:00", None)
    assert (second.isoformat(), second.label) == ("2024-06-06T08:20:00+07:00", "modified")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ngày đăng: 14/01/2021", "published"),
        ("Được đăng: Thứ ba, 14 Tháng 1 2021 16:22", "published"),
        ("Đã xem 31 lần Sửa lần cuối ngày Thứ ba, 14 Tháng 1 2021", "modified"),
        ("Last updated: 14 January 2021", "modified"),
        ("Ngày hiệu lực: 14/01/2021", "other"),
        ("Hà Nội, ngày 14 tháng 01 năm 2021", "other"),
        ("Sáng ngày 14/01/2021, huyện họp", None),
        ("发布时间：2021-01-14", "published"),
    ],
)
def test_the_words_before_a_date_label_it(text: str, label: str | None) -> None:
    (moment,) = find_dates(text)
    assert moment.label == label


def test_a_span_covers_date_time_and_zone_and_nothing_else() -> None:
    text = "Cập nhật lúc 09:09, Thứ Sáu, 09/11/2018 (GMT+7) | Lan"
    moment = read_date(text, language="vi")
    assert moment is not None
    assert text[moment.start : moment.end] == moment.raw == "09:09, Thứ Sáu, 09/11/2018 (GMT+7)"


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("vi", "3 giờ trước", "2024-03-10T07:20:30+07:00"),
        ("vi", "6h trước", "2024-03-10T04:20:30+07:00"),
        ("vi", "33 ngày trước", "2024-02-06"),
        ("vi", "2 tháng 2 tuần trước", "2023-12-25"),
        ("vi", "hôm qua", "2024-03-09"),
        ("vi", "Hôm qua, 15:30", "2024-03-09T15:30:00+07:00"),
        ("vi", "Báo Ven Sông 3 giờ trước 24 liên quan", "2024-03-10T07:20:30+07:00"),
        ("en", "a day ago", "2024-03-09"),
        ("de", "vor 3 Stunden", "2024-03-10T04:20:30+01:00"),
        ("fr", "il y a 3 jours", "2024-03-07"),
        ("ru", "вчера", "2024-03-09"),
        ("zh", "3小时前", "2024-03-10T08:20:30+08:00"),
    ],
)
def test_relative_dates_count_back_from_the_crawl(language: str, text: str, meant: str) -> None:
    if language != "de":
        assert iso(text, language, crawled_at=CRAWLED) == meant
    else:
        moment = read_date(text, language=language, crawled_at=CRAWLED)
        assert moment is not None
        assert datetime.fromisoformat(moment.isoformat()) == datetime.fromisoformat("2024-03-10T07:20:30+07:00")
    assert find_relative(text)
    assert iso(text, language) is None


def test_a_month_back_from_the_thirty_first_ends_on_the_last_day() -> None:
    crawled = datetime.fromisoformat("2024-03-31T08:00:00+07:00")
    assert iso("1 tháng trước", crawled_at=crawled) == "2024-02-29"


@pytest.mark.parametrize(
    "text", ["chừng 3 giờ trước khi trời sáng", "Hôm nay: 5367", "Đời sống", "12 năm học trước đó vài lần"]
)
def test_prose_and_counters_are_no_relative_dates(text: str) -> None:
    assert not find_relative(text)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2069, 12, 31)), st.sampled_from("/-."))
def test_every_numeric_day_is_read_back(day: date, sign: str) -> None:
    assert iso(f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year}") == day.isoformat()


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for moment in find_dates(text, language="vi", crawled_at=CRAWLED):
        assert text[moment.start : moment.end] == moment.raw
        datetime.fromisoformat(moment.isoformat())
