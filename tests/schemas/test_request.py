from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from cleaners.page import Page
from schemas.errors import MAX_FAULTS, PayloadError
from schemas.request import (
    INCLUDES,
    MAX_DEADLINE_MS,
    Hints,
    load_article_request,
    load_query,
)
from schemas.values import MAX_URL


def faults(data: Any) -> list[tuple[str, str]]:
    """Pointer and detail of each fault of a request."""
    with pytest.raises(PayloadError) as caught:
        load_article_request(data)
    return [(fault.pointer, fault.detail) for fault in caught.value.faults]


def query_faults(*pairs: tuple[str, str]) -> list[str]:
    """The pointers of the faults of query parameters."""
    with pytest.raises(PayloadError) as caught:
        load_query(pairs)
    return [fault.pointer for fault in caught.value.faults]


def test_a_page_with_all_hints_is_loaded() -> None:
    loaded = load_article_request(
        {
            "text": "Trang",
            "url": "https://baonui.example/a?b=c#d",
            "language": "vi-VN",
            "crawled_at": "2026-03-16T09:41:00+07:00",
            "timezone": "Asia/Ho_Chi_Minh",
            "include": ["markdown", "segments"],
            "deadline_ms": 5000,
        }
    )
    moment = datetime(2026, 3, 16, 9, 41, tzinfo=timezone(timedelta(hours=7)))
    assert loaded.hints.include == {"markdown", "segments"}
    assert loaded.hints.deadline_ms == 5000
    assert loaded.page() == Page("text", "Trang", "https://baonui.example/a?b=c#d", "vi-VN", moment, "Asia/Ho_Chi_Minh")


def test_null_is_the_same_as_leaving_a_key_out() -> None:
    keys = ("text", "url", "language", "crawled_at", "timezone", "include", "deadline_ms")
    assert load_article_request({"html": "<p>", **dict.fromkeys(keys)}) == load_article_request({"html": "<p>"})


def test_an_empty_page_is_a_request_and_left_to_the_cleaner() -> None:
    assert load_article_request({"text": ""}).kind == "text"


@pytest.mark.parametrize("data", [None, [], "page", 3, True])
def test_what_is_no_object_is_no_request(data: Any) -> None:
    assert faults(data) == [("", "This must be a JSON object.")]


@pytest.mark.parametrize("data", [{}, {"html": None}, {"html": "a", "text": "b"}, {"html": "", "text": ""}])
def test_exactly_one_page_is_needed(data: Any) -> None:
    ((pointer, detail),) = faults(data)
    assert pointer == ""
    assert detail.startswith("Exactly one of html and text is needed; ")


def test_unknown_keys_are_named_with_the_known_ones() -> None:
    (first, _), (pointer, detail) = faults({"text": "a", "lang": "vi", "a/b~c": 1})
    assert first == "/a~1b~0c"
    assert pointer == "/lang"
    assert detail.startswith("“lang” is not a known key; the known keys are url, language,")


def test_a_key_named_like_a_marker_of_the_schema_library_is_an_unknown_key() -> None:
    ((pointer, detail),) = faults({"text": "a", "_schema": 1})
    assert pointer == "/_schema"
    assert "_schema” is not a known key" in detail


def test_an_unknown_key_that_utf8_cannot_hold_is_shown_escaped() -> None:
    ((pointer, detail),) = faults({"text": "a", "\ud800": 1})
    assert pointer == "/\\ud800"
    detail.encode()


def test_a_thousand_faults_are_answered_with_the_first_ones() -> None:
    assert len(faults({"x" * 5000 + str(i): i for i in range(1000)})) == MAX_FAULTS
    assert all(len(pointer) < 80 for pointer, _ in faults({"x" * 5000: 1}))


@pytest.mark.parametrize("key", ["html", "text", "url", "language", "crawled_at", "timezone"])
@pytest.mark.parametrize("value", [1, True, [], {}, b"bytes"])
def test_strings_are_not_made_from_other_types(key: str, value: Any) -> None:
    assert faults({"text": "a", key: value})[0][0] == f"/{key}"


@pytest.mark.parametrize("key", ["html", "text", "url", "language", "timezone"])
def test_half_a_surrogate_pair_is_refused_where_it_stands(key: str) -> None:
    page = {} if key in ("html", "text") else {"text": "a"}
    ((pointer, detail),) = faults({**page, key: "a\ud800b"})
    assert pointer == f"/{key}"
    assert "surrogate" in detail


def test_a_whole_surrogate_pair_is_one_character() -> None:
    assert load_article_request({"text": "😀"}).content == "😀"


@pytest.mark.parametrize(
    "url",
    [
        "baonui.example",
        "//baonui.example/a",
        "/a",
        "ftp://baonui.example/a",
        "javascript:alert(1)",
        "data:text/html,a",
        "file:/etc/passwd",
        "crawl://0017",
        "crawl:/0017",
        "crawl:",
        "crawl:\n0017",
        "http:a",
        "trang chủ: tin tức",
        "http://",
        "http:///a",
        "https://:80/",
        "http://./",
        "http://a..b/",
        "http://a:port/",
        "http://a:99999/",
        "http://[::1/",
        "http://a b/",
        "http://a/\r\nX-Injected: 1",
        "http://a/\x00",
        "http://a/\u2028",
        "http://a/<script>",
        "http://a\\b/",
        "http://a/\n",
        "http://a/" + "b" * MAX_URL,
    ],
)
def test_what_is_no_absolute_web_address_is_refused(url: str) -> None:
    assert faults({"text": "a", "url": url})[0][0] == "/url"
    assert query_faults(("url", url)) == ["/url"]


@pytest.mark.parametrize(
    "url",
    [
        "http://a/",
        "HTTPS://BAONUI.EXAMPLE",
        "https://baonui.example:8443/a/b.html?c=d&e=%20#f",
        "http://[2001:db8::1]/",
        "http://192.0.2.1/",
        "https://báonúi.example/chợ-phiên",
        "https://baonui.example./",
        "https://a_b.example/",
        "http://a/" + "b" * (MAX_URL - 9),
    ],
)
def test_an_absolute_web_address_is_taken_as_it_is(url: str) -> None:
    assert load_article_request({"text": "a", "url": url}).hints.url == url


@pytest.mark.parametrize("url", ["", " "])
def test_an_empty_address_is_the_same_as_none(url: str) -> None:
    assert load_article_request({"text": "Chợ họp.", "url": url}).hints.url is None


def test_blanks_in_an_address_are_taken_as_browsers_take_them() -> None:
    assert load_article_request({"text": "a", "url": " http://a/b c "}).hints.url == "http://a/b%20c"


@pytest.mark.parametrize("name", ["crawl:0017", "urn:isbn:0451450523", "set::a.example.html"])
def test_a_name_of_the_callers_own_is_no_address_and_a_warning_says_so(name: str) -> None:
    page = load_article_request({"text": "a", "url": name}).page()
    assert page.url is None
    assert page.warnings == ("url-ignored",)
    assert load_query([("url", name)]).page("html", "a", "utf-8", ("encoding-guessed",)).warnings == (
        "url-ignored",
        "encoding-guessed",
    )


@pytest.mark.parametrize("tag", ["vi", "vi-VN", "zh-Hant", "zh-cmn-Hans-CN", "sl-rozaj-biske", "de-CH-1996", "es-419"])
def test_a_language_tag_is_taken(tag: str) -> None:
    assert load_article_request({"text": "a", "language": tag}).hints.language == tag


@pytest.mark.parametrize("tag", ["en-a-bbb-x-a-ccc", "x-whatever", "hy-Latn-IT-arevela", "en-US-u-islamcal"])
def test_extensions_and_private_use_are_language_tags_too(tag: str) -> None:
    assert load_article_request({"text": "a", "language": tag}).hints.language == tag


@pytest.mark.parametrize(
    "tag", ["", "v", "vi_VN", "tiếng Việt", "vi-", "-vi", "vi--VN", "vietnamese1", "vi\n", "vi-u", "x"]
)
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert faults({"text": "a", "language": tag})[0][0] == "/language"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2026-03-16T02:41:00Z", datetime(2026, 3, 16, 2, 41, tzinfo=UTC)),
        ("2026-03-16t02:41:00.123456789z", datetime(2026, 3, 16, 2, 41, 0, 123456, tzinfo=UTC)),
        ("2026-03-16T09:41:00.5+07:00", datetime(2026, 3, 16, 2, 41, 0, 500000, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_with_a_zone_is_taken(given: str, meant: datetime) -> None:
    assert load_article_request({"text": "a", "crawled_at": given}).hints.crawled_at == meant


@pytest.mark.parametrize(
    "moment",
    [
        "",
        "2026-03-16",
        "2026-03-16T09:41:00",
        "2026-03-16 09:41:00+07:00",
        "2026-03-16T09:41+07:00",
        "20260316T094100Z",
        "2026-W12-1T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-03-16T24:00:01Z",
        "2026-03-16T09:41:61Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "2026-03-16T09:41:00+0700",
        "٢٠٢٦-03-16T09:41:00Z",
        "16/03/2026 09:41",
    ],
)
def test_a_moment_without_zone_or_in_another_form_is_refused(moment: str) -> None:
    assert faults({"text": "a", "crawled_at": moment})[0][0] == "/crawled_at"


@pytest.mark.parametrize(
    "name", ["UTC", "Asia/Ho_Chi_Minh", "Asia/Saigon", "America/Argentina/Buenos_Aires", "Etc/GMT+7"]
)
def test_a_time_zone_of_the_database_is_taken(name: str) -> None:
    assert load_article_request({"text": "a", "timezone": name}).hints.timezone == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "+07:00", "GMT+7", "Asia", "Asia/Saigon City", "../etc/passwd", "/etc/localtime", "asia/ho_chi_minh"),
        *("localtime", "Localtime", "posixrules", "POSIXRULES", "Factory", "factory", "utc", "posix/UTC", "right/UTC"),
        *("zone.tab", "tzdata.zi", "UTC ", "Asia/Ho_Chi_Minh\n"),
    ],
)
def test_a_time_zone_nobody_knows_is_refused(name: str) -> None:
    assert faults({"text": "a", "timezone": name})[0][0] == "/timezone"


def test_every_optional_part_may_be_asked_for() -> None:
    assert load_article_request({"text": "a", "include": list(INCLUDES)}).hints.include == set(INCLUDES)
    assert load_query([("include", ", ".join(INCLUDES))]).include == set(INCLUDES)


@pytest.mark.parametrize(
    ("include", "pointer"),
    [
        ("segments", "/include"),
        ({}, "/include"),
        (["segments", "images"], "/include/1"),
        (["segments", 1], "/include/1"),
        ([None], "/include/0"),
        (["html", "html"], "/include"),
    ],
)
def test_a_list_of_parts_holds_known_names_once(include: Any, pointer: str) -> None:
    assert [where for where, _ in faults({"text": "a", "include": include})] == [pointer]


@pytest.mark.parametrize("value", [0, -1, MAX_DEADLINE_MS + 1, 10**400, 1.0, 0.5, "5000", True])
def test_a_deadline_is_a_positive_whole_number(value: Any) -> None:
    assert faults({"text": "a", "deadline_ms": value})[0][0] == "/deadline_ms"


def test_query_parameters_give_the_same_hints_as_keys() -> None:
    keys = {"url": "http://a/", "language": "vi", "crawled_at": "2026-03-16T02:41:00Z", "timezone": "UTC"}
    pairs = [*keys.items(), ("include", "html,segments"), ("deadline_ms", "70")]
    wanted = load_article_request({"text": "a", **keys, "include": ["segments", "html"], "deadline_ms": 70}).hints
    assert load_query(pairs) == wanted


def test_no_query_parameter_is_no_hint() -> None:
    assert load_query([]) == Hints()
    assert load_query([("include", "")]) == Hints()


@pytest.mark.parametrize(
    ("pair", "pointer"),
    [
        (("text", "a"), "/text"),
        (("Include", "html"), "/Include"),
        (("include", "html,"), "/include/1"),
        (("include", "html,html"), "/include"),
        (("deadline_ms", ""), "/deadline_ms"),
        (("deadline_ms", "1e3"), "/deadline_ms"),
        (("deadline_ms", "٣"), "/deadline_ms"),
        (("deadline_ms", " 5"), "/deadline_ms"),
        (("deadline_ms", "0"), "/deadline_ms"),
        (("language", ""), "/language"),
    ],
)
def test_wrong_query_parameters_are_named(pair: tuple[str, str], pointer: str) -> None:
    assert query_faults(pair) == [pointer]


def test_a_query_parameter_may_not_come_twice() -> None:
    assert query_faults(("language", "vi"), ("language", "en")) == ["/language"]


def test_a_page_has_no_name_of_its_own() -> None:
    assert faults({"id": "a", "text": "b"})[0][0] == "/id"
