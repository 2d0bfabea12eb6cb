from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.service.support import HTML, PAGE, is_problem, pointers, post, post_json

FOREIGN = {
    "PDF": b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n",
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40),
}


@pytest.mark.parametrize("key", ["text", "html"])
def test_a_page_as_json_becomes_an_article(client: FlaskClient, key: str) -> None:
    answer = post_json(client, **{key: PAGE}, url="https://bao.example/1", language="vi")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["text"] == PAGE
    assert answer.json["url"] == "https://bao.example/1"
    assert answer.json["language"] == "vi"
    assert answer.json["encoding"] is None
    assert answer.json["segments"] is None


@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml", "text/plain"])
def test_a_page_as_the_body_takes_its_options_from_the_query(client: FlaskClient, kind: str) -> None:
    answer = post(client, PAGE.encode(), kind, "?url=https://bao.example/1&include=segments,markdown&deadline_ms=9000")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["encoding"] == "utf-8"
    assert answer.json["url"] == "https://bao.example/1"
    assert answer.json["segments"]
    assert answer.json["markdown"]


def test_the_charset_of_the_content_type_decodes_the_body(client: FlaskClient) -> None:
    answer = post(client, "Thành phố và những người bán rong".encode("utf-16-le"), "text/plain; charset=utf-16le")
    assert answer.json is not None
    assert answer.json["text"] == "Thành phố và những người bán rong"


def test_a_charset_nobody_knows_is_named_as_the_fault(client: FlaskClient) -> None:
    assert "klingon-8" in is_problem(
        post(client, PAGE.encode(), "text/html; charset=klingon-8"), 400, "malformed-request"
    )


def test_a_form_carries_the_page_as_its_file(client: FlaskClient) -> None:
    answer = client.post(
        "/v1/articles?language=vi", data={"page": (io.BytesIO(HTML.encode()), "page.html", "text/html; charset=utf-8")}
    )
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["language"] == "vi"


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({}, "/page"),
        ({"page": "not a file"}, "/page"),
        ({"page": [(io.BytesIO(b"a"), "a.html"), (io.BytesIO(b"b"), "b.html")]}, "/page"),
        ({"page": (io.BytesIO(b"a"), "a.html"), "url": "https://bao.example/1"}, "/url"),
        ({"page": (io.BytesIO(b"a"), "a.html"), "other": (io.BytesIO(b"b"), "b.html")}, "/other"),
        ({"page": (io.BytesIO(b"a"), "a.html"), **{f"f{i}": "x" for i in range(50)}}, ""),
    ],
    ids=["none", "a field", "two", "and a field", "and a file", "and fifty fields"],
)
def test_a_form_with_other_parts_than_one_page_is_refused(
    client: FlaskClient, form: dict[str, Any], pointer: str
) -> None:
    assert pointer in pointers(client.post("/v1/articles", data=form, content_type="multipart/form-data"))


def test_a_form_without_a_boundary_is_malformed(client: FlaskClient) -> None:
    is_problem(post(client, b"--x\r\n\r\n--x--", "multipart/form-data"), 400, "malformed-request")


def test_a_file_that_says_it_is_a_pdf_is_not_taken(client: FlaskClient) -> None:
    answer = client.post("/v1/articles", data={"page": (io.BytesIO(b"x"), "page.pdf", "application/pdf")})
    assert "text/html" in is_problem(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({}, ""),
        ({"text": PAGE, "html": HTML}, ""),
        ({"text": None, "html": None}, ""),
        ({"text": 7}, "/text"),
        ({"html": ["<p>"]}, "/html"),
        ({"text": PAGE, "lang": "vi"}, "/lang"),
        ({"text": PAGE, "include": ["segments", "everything"]}, "/include/1"),
        ({"text": PAGE, "include": "segments"}, "/include"),
        ({"text": PAGE, "url": "baonui.example/1"}, "/url"),
        ({"text": PAGE, "url": "javascript:alert(1)"}, "/url"),
        ({"text": PAGE, "url": "http://[broken"}, "/url"),
        ({"text": PAGE, "language": "Tiếng Việt"}, "/language"),
        ({"text": PAGE, "timezone": "Hanoi"}, "/timezone"),
        ({"text": PAGE, "timezone": "../../etc/passwd"}, "/timezone"),
        ({"text": PAGE, "crawled_at": "yesterday"}, "/crawled_at"),
        ({"text": PAGE, "crawled_at": "2026-02-30T00:00:00Z"}, "/crawled_at"),
        ({"text": PAGE, "deadline_ms": 0}, "/deadline_ms"),
        ({"text": PAGE, "deadline_ms": "9"}, "/deadline_ms"),
        ({"text": PAGE, "deadline_ms": True}, "/deadline_ms"),
        ({"text": PAGE, "deadline_ms": 10**30}, "/deadline_ms"),
    ],
    ids=str,
)
def test_a_payload_that_breaks_the_schema_is_pointed_at(
    client: FlaskClient, payload: dict[str, Any], expected: str
) -> None:
    assert pointers(post(client, json.dumps(payload))) == [expected]


def test_an_unknown_key_is_named_in_the_detail(client: FlaskClient) -> None:
    answer = post_json(client, text=PAGE, langauge="vi")
    assert "langauge" in is_problem(answer, 422, "invalid-request")


@pytest.mark.parametrize("where", ['{"text": "a\\ud800b"}', '{"html": "\\udfff"}', '{"text": "a", "url": "\\ud800"}'])
def test_half_a_surrogate_pair_is_no_text(client: FlaskClient, where: str) -> None:
    assert pointers(post(client, where)) in (["/text"], ["/html"], ["/url"])


def test_a_surrogate_pair_in_json_is_one_character(client: FlaskClient) -> None:
    answer = post(client, '{"text": "Vui \\ud83d\\ude00"}')
    assert answer.json is not None
    assert answer.json["text"] == "Vui 😀"


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", "true"])
def test_json_that_is_no_object_does_not_fit(client: FlaskClient, body: str) -> None:
    assert pointers(post(client, body)) == [""]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  \n",
        b"{",
        b'{"text": "a",}',
        b"{'text': 'a'}",
        b'{"text": NaN}',
        b'{"text": "\xff"}',
        b'{"text": "a"} {"text": "b"}',
        b'{"deadline_ms": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"text": "a\nb"}',
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_no_json_is_malformed(client: FlaskClient, body: bytes) -> None:
    is_problem(post(client, body), 400, "malformed-request")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"text": "a', "Unterminated string starting at line 1, column 10."),
        (b'{"text": "a\nb"}', "Invalid control character at line 1, column 12."),
        (b"{", "Expecting property name enclosed in double quotes at line 1, column 2."),
    ],
)
def test_where_json_is_broken_is_said_once(client: FlaskClient, body: bytes, said: str) -> None:
    assert is_problem(post(client, body), 400, "malformed-request") == f"The body is not JSON: {said}"


def test_a_byte_order_mark_before_json_is_passed_over(client: FlaskClient) -> None:
    assert post(client, b"\xef\xbb\xbf" + json.dumps({"text": PAGE}).encode()).status_code == 200


def test_json_in_another_charset_is_not_taken(client: FlaskClient) -> None:
    is_problem(post(client, b"{}", "application/json; charset=utf-16"), 415, "unsupported-media-type")
    assert post(client, json.dumps({"text": PAGE}), "application/json; charset=UTF-8").status_code == 200


def test_query_parameters_beside_json_are_refused_by_name(client: FlaskClient) -> None:
    assert pointers(post(client, json.dumps({"text": PAGE}), query="?language=vi&url=x")) == ["/language", "/url"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?lang=vi", "/lang"),
        ("?html=x", "/html"),
        ("?url=nowhere", "/url"),
        ("?url=https://a.example/&url=https://b.example/", "/url"),
        ("?include=segments,all", "/include/1"),
        ("?deadline_ms=soon", "/deadline_ms"),
        ("?deadline_ms=-1", "/deadline_ms"),
        ("?crawled_at=1", "/crawled_at"),
        ("?timezone=Mars/Olympus", "/timezone"),
        ("?language=!", "/language"),
    ],
)
def test_a_query_parameter_that_does_not_fit_is_pointed_at(client: FlaskClient, query: str, pointer: str) -> None:
    assert pointers(post(client, PAGE.encode(), "text/plain", query)) == [pointer]


def test_a_plus_sign_that_became_a_blank_is_told_so(client: FlaskClient) -> None:
    at = "?crawled_at=2026-03-16T09:41:00"
    told = post(client, PAGE.encode(), "text/plain", f"{at}+07:00").json
    assert told and "(in a query, + is written %2B)" in told["errors"][0]["detail"]
    assert post(client, PAGE.encode(), "text/plain", f"{at}%2B07:00").status_code == 200
    other = post(client, PAGE.encode(), "text/plain", at).json
    assert other and "%2B" not in other["errors"][0]["detail"]


@pytest.mark.parametrize("name", FOREIGN)
def test_another_file_format_is_no_page(client: FlaskClient, name: str) -> None:
    assert name in is_problem(post(client, FOREIGN[name], "text/html"), 415, "unsupported-media-type")


@pytest.mark.parametrize("cue", ["OTHER format", "BINARY data"])
def test_what_the_cleaner_refuses_is_pointed_at_in_json_and_named_where_the_body_is_the_page(
    client: FlaskClient, cue: str
) -> None:
    for key in ("text", "html"):
        assert pointers(post_json(client, **{key: cue})) == [f"/{key}"]
    for kind in ("text/plain", "text/html"):
        answer = post(client, cue, kind)
        assert "/html" not in is_problem(answer, 415, "unsupported-media-type")
        assert answer.json is not None
        assert "errors" not in answer.json
        assert "text/html" in answer.headers["Accept"]


@pytest.mark.parametrize("charset", ["", '""'])
def test_an_empty_charset_is_none(client: FlaskClient, charset: str) -> None:
    assert post(client, PAGE.encode(), f"text/plain; charset={charset}").status_code == 200
    assert post(client, json.dumps({"text": PAGE}), f"application/json; charset={charset}").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "told"), [(3, ""), (20, "And 17 more."), (45, "And 42 more; errors lists the first 20 of 45.")]
)
def test_faults_beyond_those_listed_are_counted(client: FlaskClient, wrong: int, told: str) -> None:
    unknown = {f"key{number}": 1 for number in range(wrong)}
    as_keys = post_json(client, text=PAGE, **unknown)
    beside = post(client, json.dumps({"text": PAGE}), query="?" + "&".join(f"{key}=1" for key in unknown))
    as_query = post(client, PAGE, "text/plain", "?" + "&".join(f"{key}=1" for key in unknown))
    for answer in (as_keys, beside, as_query):
        assert len(pointers(answer)) == min(wrong, 20)
        assert answer.json is not None
        detail = answer.json["detail"]
        assert detail.endswith(told)
        assert ("more" in detail) == bool(told)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_are_named(client: FlaskClient, number: str) -> None:
    detail = is_problem(post(client, f'{{"deadline_ms": {number}}}'), 400, "malformed-request")
    assert "NaN, Infinity" in detail


@pytest.mark.parametrize("kind", [None, "", "application/pdf", "application/x-www-form-urlencoded", "nonsense"])
def test_other_content_types_are_not_taken(client: FlaskClient, kind: str | None) -> None:
    answer = post(client, PAGE.encode(), kind)
    is_problem(answer, 415, "unsupported-media-type")
    assert "text/html" in answer.headers["Accept"]


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
@pytest.mark.parametrize("body", ["", " \n\t "])
def test_a_blank_page_holds_no_article(client: FlaskClient, kind: str, body: str) -> None:
    is_problem(post(client, body, kind), 422, "no-article")
    answer = post_json(client, text=body)
    is_problem(answer, 422, "no-article")
    assert answer.json is not None
    assert answer.json["removed_counts"] == {"navigation": 2}
