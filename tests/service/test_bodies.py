from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

import pytest
from backports import zstd
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.support import PAGE, MakeApp, is_problem

LIMIT = 5_000
INFLATED = 3_000_000


@pytest.fixture(scope="module")
def small(make_app: MakeApp) -> Flask:
    """An app with limits that tests can reach."""
    return make_app(max_body_bytes=LIMIT, max_inflated_bytes=INFLATED)


@pytest.fixture
def small_client(small: Flask) -> FlaskClient:
    return small.test_client()


def send(client: FlaskClient, body: bytes, coding: str | None = None, **options: Any) -> Any:
    headers = {"Content-Encoding": coding} if coding else {}
    return client.post("/v1/articles", data=body, headers=headers, content_type="text/plain", **options)


def test_a_body_at_the_limit_is_taken_and_one_byte_more_is_not(small_client: FlaskClient) -> None:
    assert send(small_client, b"a" * LIMIT).status_code == 200
    assert "5,000" in is_problem(send(small_client, b"a" * (LIMIT + 1)), 413, "page-too-large")


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("zstd", zstd.compress)]
)
def test_a_compressed_body_is_inflated(small_client: FlaskClient, coding: str, pack: Any) -> None:
    assert send(small_client, pack(PAGE.encode()), coding).json["text"] == PAGE
    assert send(small_client, pack(PAGE.encode()), coding.upper()).status_code == 200


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_several_members_are_one_body(small_client: FlaskClient, coding: str, pack: Any) -> None:
    body = b"".join(pack(part.encode()) for part in ("Mot hai ba", "", " bon nam sau"))
    assert send(small_client, body, coding).json["text"] == "Mot hai ba bon nam sau"


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_a_truncated_or_broken_compressed_body_is_malformed(small_client: FlaskClient, coding: str, pack: Any) -> None:
    whole = pack(PAGE.encode())
    for body in (whole[:-3], whole[: len(whole) // 2], b"", b"plain text", whole + b"trailing", whole + whole[:9]):
        is_problem(send(small_client, body, coding), 400, "malformed-request")


def test_json_may_be_compressed_as_well(small_client: FlaskClient) -> None:
    body = gzip.compress(json.dumps({"text": PAGE}).encode())
    answer = small_client.post(
        "/v1/articles", data=body, headers={"Content-Encoding": "gzip"}, content_type="application/json"
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_a_bomb_is_defused(make_app: MakeApp, coding: str, pack: Any) -> None:
    bomb = pack(bytes(50_000_000))
    by_ratio = make_app(max_inflated_bytes=1 << 30).test_client()
    assert "100 times" in is_problem(send(by_ratio, bomb, coding), 413, "page-too-large")
    by_size = make_app(max_inflated_bytes=2_000_000, max_inflation=10_000_000).test_client()
    assert "2,000,000" in is_problem(send(by_size, bomb, coding), 413, "page-too-large")


def test_a_page_that_shrinks_well_is_no_bomb(small_client: FlaskClient) -> None:
    repetitive = ("Một hai ba bốn năm. " * 30_000).encode()
    packed = gzip.compress(repetitive)
    assert len(repetitive) > 100 * len(packed)
    assert send(small_client, packed, "gzip").status_code == 200


def test_very_many_empty_members_are_refused(make_app: MakeApp) -> None:
    is_problem(send(make_app().test_client(), gzip.compress(b"") * 5_000, "gzip"), 400, "malformed-request")


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "gzip;q=1", "nonsense"])
def test_other_codings_are_not_taken(small_client: FlaskClient, coding: str) -> None:
    answer = send(small_client, zlib.compress(b"x"), coding)
    is_problem(answer, 415, "unsupported-media-type")
    assert answer.headers["Accept-Encoding"] == "gzip, zstd"


def test_a_body_shorter_than_its_content_length_broke_off(small_client: FlaskClient) -> None:
    answer = send(small_client, b"half", environ_overrides={"CONTENT_LENGTH": "100"})
    is_problem(answer, 400, "malformed-request")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=300), coding=st.sampled_from(["gzip", "zstd"]), pack=st.booleans(), cut=st.integers(0, 40)
)
def test_whatever_the_bytes_the_answer_is_an_article_or_a_problem(
    small_client: FlaskClient, body: bytes, coding: str, pack: bool, cut: int
) -> None:
    packed = (gzip if coding == "gzip" else zstd).compress(body) if pack else body
    answer = send(small_client, packed[: len(packed) - cut], coding)
    assert answer.status_code in {200, 400, 415, 422}
    assert answer.mimetype in {"application/json", "application/problem+json"}
