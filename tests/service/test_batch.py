"""Batches: a line for each line, in order, whatever is wrong with some of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from typing import Any

import pytest
from backports import zstd
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from schemas.batch import BatchAnswerSchema
from service.extension import of
from tests.service.support import HTML, PAGE, MakeApp, is_problem, pointers

NDJSON = "application/x-ndjson"


def ndjson(records: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def send(client: FlaskClient, body: bytes, query: str = "", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/v1/articles/batch{query}", data=body, content_type=NDJSON, headers=named)


def lines_of(answer: TestResponse, body: bytes | None = None) -> list[dict[str, Any]]:
    """The lines of an answer, each held to its schema."""
    assert (answer.status_code, answer.mimetype) == (200, NDJSON), answer.text
    data = answer.data if body is None else body
    assert data.endswith(b"\n")
    lines = [json.loads(line) for line in data.splitlines()]
    for line in lines:
        assert BatchAnswerSchema().validate(line) == {}
    assert [line["index"] for line in lines] == list(range(len(lines)))
    return lines


def slugs(lines: list[dict[str, Any]]) -> list[str]:
    """What became of each line: ``article``, or the problem's slug."""
    return [line["problem"]["type"].removeprefix("/problems/") if "problem" in line else "article" for line in lines]


@pytest.fixture(scope="module")
def small(make_app: MakeApp) -> Flask:
    """An app with limits that tests can reach."""
    return make_app(processes=2, max_line_bytes=5_000, max_lines=50, batch_buffer_bytes=20_000, memory_mb=1024)


def test_every_line_gets_its_line_in_order_with_its_id(client: FlaskClient) -> None:
    sent = [{"id": f"p{n}", ("html", "text")[n % 2]: f"{n} {PAGE}"} for n in range(60)]
    lines = lines_of(send(client, ndjson(sent)))
    assert [(line["id"], line["status"]) for line in lines] == [(f"p{n}", 200) for n in range(60)]
    assert [line["article"]["text"].split()[0] for line in lines] == [str(n) for n in range(60)]


def test_the_article_of_a_line_is_that_of_a_request_of_its_own(client: FlaskClient) -> None:
    page = {"text": PAGE, "url": "https://bao.example/1", "language": "vi", "include": ["segments", "markdown"]}
    (line,) = lines_of(send(client, ndjson([page])))
    assert line["article"] == client.post("/v1/articles", json=page).json
    assert line["id"] is None


def test_a_bad_line_spoils_only_itself(small: Flask) -> None:
    sent = [
        b'{"text": "a", "id": "broken"',
        b'{"text": "\xff", "id": "latin"}',
        b"[1]",
        json.dumps({"text": "a", "lang": "vi", "id": "unknown"}).encode(),
        json.dumps({"text": "a", "id": 7}).encode(),
        json.dumps({"text": "a" * 5_000, "id": "long"}).encode(),
        json.dumps({"text": " ", "id": "blank"}).encode(),
        json.dumps({"text": "CRASH", "id": "crash"}).encode(),
        json.dumps({"text": "HANG", "deadline_ms": 300, "id": "hang"}).encode(),
        json.dumps({"text": "STUMBLE secret", "id": "stumble"}).encode(),
        json.dumps({"text": "BINARY", "id": "binary"}).encode(),
        json.dumps({"id": "nothing"}).encode(),
    ]
    good = json.dumps({"text": PAGE, "id": "good"}).encode()
    body = b"\n".join(part for line in sent for part in (line, good))
    lines = lines_of(send(small.test_client(), body))
    assert slugs(lines[1::2]) == ["article"] * len(sent)
    assert slugs(lines[::2]) == [
        "malformed-request",
        "malformed-request",
        "invalid-request",
        "invalid-request",
        "invalid-request",
        "page-too-large",
        "no-article",
        "page-crashed-parser",
        "deadline-exceeded",
        "internal-error",
        "invalid-request",
        "invalid-request",
    ]
    # a line that could be read is named by its id, whatever else is wrong with it
    assert [line["id"] for line in lines[::2]] == [
        None, None, None, "unknown", None, None, "blank", "crash", "hang", "stumble", "binary", "nothing",
    ]  # fmt: skip
    assert "secret" not in json.dumps(lines)


def test_problems_of_lines_are_those_of_single_requests(client: FlaskClient) -> None:
    page = {"text": "a", "lang": "vi", "language": "?"}
    (line,) = lines_of(send(client, ndjson([page])))
    single = client.post("/v1/articles", json=page).json
    assert single is not None
    changed = {"instance": "/v1/articles/batch", "request_id": line["problem"]["request_id"]}
    assert line["problem"] == {
        **single,
        **changed,
        "detail": line["problem"]["detail"],
        "errors": line["problem"]["errors"],
    }
    assert [fault["pointer"] for fault in line["problem"]["errors"]] == ["/language", "/lang"]
    # the one key that only lines have
    assert "id" in line["problem"]["detail"]


def test_where_a_line_is_broken_is_told(client: FlaskClient) -> None:
    (line,) = lines_of(send(client, b'{"text": nothing}\n'))
    assert line["problem"]["detail"] == "The line is not JSON: Expecting value at column 10."


def test_query_parameters_hold_for_lines_that_say_nothing_else(client: FlaskClient) -> None:
    sent = [{"text": PAGE}, {"text": PAGE, "language": "en", "include": []}, {"text": PAGE, "language": None}]
    lines = lines_of(send(client, ndjson(sent), "?language=vi&include=segments,markdown"))
    assert [line["article"]["language"] for line in lines] == ["vi", "en", "vi"]
    assert [line["article"]["segments"] is not None for line in lines] == [True, False, True]


def test_the_deadline_of_the_query_holds_for_every_line(client: FlaskClient) -> None:
    sent = [{"text": "HANG"}, {"text": PAGE, "deadline_ms": 9_000}]
    assert slugs(lines_of(send(client, ndjson(sent), "?deadline_ms=300"))) == ["deadline-exceeded", "article"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?url=https://bao.example/", "/url"),
        ("?site_repetition=yes", "/site_repetition"),
        ("?deadline_ms=0", "/deadline_ms"),
        ("?language=vi&language=en", "/language"),
        ("?id=a", "/id"),
    ],
)
def test_a_query_that_does_not_fit_is_refused_before_anything_is_cleaned(
    client: FlaskClient, query: str, pointer: str
) -> None:
    assert pointers(send(client, ndjson([{"text": PAGE}]), query)) == [pointer]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n \t\r\n\n"])
def test_blank_lines_count_for_nothing_and_the_last_line_needs_no_end(client: FlaskClient, end: bytes) -> None:
    body = end.join([b"", *[json.dumps({"text": f"{n} {PAGE}"}).encode() for n in range(3)]])
    lines = lines_of(send(client, body))
    assert [line["article"]["text"][0] for line in lines] == ["0", "1", "2"]


def test_a_byte_order_mark_is_no_obstacle(client: FlaskClient) -> None:
    assert slugs(lines_of(send(client, b"\xef\xbb\xbf" + ndjson([{"text": PAGE}])))) == ["article"]


@pytest.mark.parametrize("body", [b"", b"\n", b" \r\n\t\n"])
def test_a_batch_without_a_line_is_malformed(client: FlaskClient, body: bytes) -> None:
    assert "at least one line" in is_problem(send(client, body), 400, "malformed-request")


def test_a_line_at_the_limit_is_taken_and_one_byte_more_is_not(small: Flask) -> None:
    frame = len(json.dumps({"text": ""}))
    at, above = ({"text": "a" * (5_000 - frame + more)} for more in (0, 1))
    for end in (b"\n", b"\r\n"):
        body = end.join(json.dumps(page).encode() for page in (at, above, at, above))
        lines = lines_of(send(small.test_client(), body))
        assert slugs(lines) == ["article", "page-too-large"] * 2
        assert "5,000 bytes" in lines[1]["problem"]["detail"]


def test_what_follows_the_last_line_allowed_is_not_read_and_the_answer_says_so(small: Flask) -> None:
    lines = lines_of(send(small.test_client(), ndjson([{"text": f"{n} {PAGE}"} for n in range(60)])))
    assert slugs(lines) == ["article"] * 50 + ["page-too-large"]
    assert lines[-1]["id"] is None
    assert "50 lines" in lines[-1]["problem"]["detail"]
    assert slugs(lines_of(send(small.test_client(), ndjson([{"text": PAGE}] * 50)))) == ["article"] * 50


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_a_compressed_batch_is_inflated_whatever_its_members(client: FlaskClient, coding: str, pack: Any) -> None:
    sent = ndjson([{"text": f"{n} {PAGE}"} for n in range(20)])
    for body in (pack(sent), b"".join(pack(sent[at : at + 777]) for at in range(0, len(sent), 777))):
        lines = lines_of(send(client, body, Content_Encoding=coding))
        assert [line["article"]["text"].split()[0] for line in lines] == [str(n) for n in range(20)]


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_compression_that_breaks_off_ends_the_batch_with_a_problem(client: FlaskClient, coding: str, pack: Any) -> None:
    whole = pack(ndjson([{"text": f"{n} {PAGE}"} for n in range(3)])) + pack(ndjson([{"text": PAGE}]))
    lines = lines_of(send(client, whole[:-9], Content_Encoding=coding))
    assert slugs(lines)[:3] == ["article"] * 3
    assert slugs(lines)[-1] == "malformed-request"
    assert "truncated" in lines[-1]["problem"]["detail"]


def test_compression_that_is_broken_from_the_start_is_a_problem_of_the_request(client: FlaskClient) -> None:
    is_problem(send(client, b"plain text", Content_Encoding="gzip"), 400, "malformed-request")
    is_problem(send(client, b"", Content_Encoding="zstd"), 400, "malformed-request")
    is_problem(send(client, b"x", Content_Encoding="br"), 415, "unsupported-media-type")


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_a_bomb_is_defused_wherever_it_is(client: FlaskClient, coding: str, pack: Any) -> None:
    assert "100 times" in is_problem(
        send(client, pack(bytes(50_000_000)), Content_Encoding=coding), 413, "page-too-large"
    )
    lines = lines_of(send(client, pack(ndjson([{"text": PAGE}]) + bytes(50_000_000)), Content_Encoding=coding))
    assert slugs(lines) == ["article", "page-too-large"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, zstd", "zstd"),
        ("gzip, deflate, br, zstd;q=0.5", "gzip"),
        ("*", "zstd"),
        ("br", None),
        ("zstd;q=0, gzip;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("", None),
    ],
)
def test_the_answer_is_compressed_as_accept_encoding_likes_it_best(
    client: FlaskClient, accepted: str, coding: str | None
) -> None:
    answer = send(client, ndjson([{"text": PAGE}] * 3), Accept_Encoding=accepted)
    assert answer.headers.get("Content-Encoding") == coding
    assert {"accept-encoding", "accept"} <= {name.lower() for name in answer.vary}
    unpack: Any = {"gzip": gzip.decompress, "zstd": zstd.decompress, None: bytes}[coding]
    assert slugs(lines_of(answer, unpack(answer.data))) == ["article"] * 3


def test_only_ndjson_is_taken_and_given(client: FlaskClient) -> None:
    for kind in ("application/json", "text/plain", None):
        answer = client.post("/v1/articles/batch", data=b"{}", content_type=kind)
        assert NDJSON in is_problem(answer, 415, "unsupported-media-type")
        assert answer.headers["Accept"] == NDJSON
    latin = client.post("/v1/articles/batch", data=b"{}", content_type=f"{NDJSON}; charset=latin-1")
    is_problem(latin, 415, "unsupported-media-type")
    utf_8 = client.post("/v1/articles/batch", data=ndjson([{"text": PAGE}]), content_type=f"{NDJSON}; charset=UTF-8")
    assert slugs(lines_of(utf_8)) == ["article"]
    is_problem(send(client, ndjson([{"text": PAGE}]), Accept="application/json"), 406, "not-acceptable")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_other_methods_are_told_which_one_is_taken(client: FlaskClient, method: str) -> None:
    answer = client.open("/v1/articles/batch", method=method)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_batch_needs_a_key_where_keys_are_set(make_app: MakeApp) -> None:
    guarded = make_app(api_keys=("one",)).test_client()
    is_problem(send(guarded, ndjson([{"text": PAGE}])), 401, "unauthenticated")
    assert slugs(lines_of(send(guarded, ndjson([{"text": PAGE}]), X_Api_Key="one"))) == ["article"]


def test_the_id_of_the_request_is_that_of_all_its_problems(client: FlaskClient) -> None:
    answer = send(client, b"1\n2\n", X_Request_ID="batch-7")
    assert answer.headers["X-Request-ID"] == "batch-7"
    assert [line["problem"]["request_id"] for line in lines_of(answer)] == ["batch-7"] * 2


def test_pages_that_fail_are_logged_under_the_batch_and_without_their_text(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    lines_of(send(client, ndjson([{"text": "STUMBLE secret"}, {"text": "MISSHAPEN secret"}]), X_Request_ID="batch-8"))
    assert caplog.text.count("batch-8") >= 3
    assert "secret" not in caplog.text
    assert "'lines': 2" in caplog.text


def test_figures_count_lines_by_what_became_of_them(client: FlaskClient) -> None:
    def figure(problem: str, status: int) -> float:
        name = f'unchrome_batch_lines_total{{problem="{problem}",status="{status}"}} '
        found = [line for line in client.get("/metrics").text.splitlines() if line.startswith(name)]
        return float(found[0].rpartition(" ")[2]) if found else 0

    before = figure("", 200), figure("no-article", 422)
    lines_of(send(client, ndjson([{"text": PAGE}, {"text": ""}, {"text": PAGE}])))
    assert (figure("", 200) - before[0], figure("no-article", 422) - before[1]) == (2, 1)
    assert "unchrome_batches 0.0" in client.get("/metrics").text


def test_html_and_text_are_cleaned_by_the_real_cleaner(make_app: MakeApp) -> None:
    from cleaners import clean

    app = make_app(cleaner=clean)
    lines = lines_of(send(app.test_client(), ndjson([{"html": HTML}, {"text": PAGE}, {"html": "<p>"}])))
    assert slugs(lines) == ["article", "article", "no-article"]


def test_more_batches_than_there_are_places_for_are_sent_away(make_app: MakeApp) -> None:
    app = make_app(batches=1)
    with of(app).batches.place():
        answer = send(app.test_client(), ndjson([{"text": PAGE}]))
        is_problem(answer, 503, "saturated")
        assert int(answer.headers["Retry-After"]) >= 1
    for _ in range(3):  # places come free, whatever becomes of a batch
        assert slugs(lines_of(send(app.test_client(), ndjson([{"text": PAGE}])))) == ["article"]
        is_problem(send(app.test_client(), b""), 400, "malformed-request")
