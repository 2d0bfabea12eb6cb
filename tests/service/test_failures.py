"""Every error is a problem, the framework's as well as ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cleaners import clean
from schemas.problem import PROBLEMS
from tests.service.support import PAGE, MakeApp, is_problem, post_json


def test_an_address_without_a_resource_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/v1/nowhere%20at%20all?q=1")
    is_problem(answer, 404, "not-found")
    assert answer.json is not None
    assert answer.json["instance"] == "/v1/nowhere%20at%20all"


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/articles"), ("POST", "/livez"), ("TRACE", "/v1/rules")])
def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open(path, method=method)
    is_problem(answer, 405, "method-not-allowed")
    right = "POST" if path == "/v1/articles" else "GET"
    assert right in answer.headers["Allow"].split(", ")


def test_a_fault_of_ours_shows_no_trace(app: Flask, make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    faulty = make_app()

    @faulty.get("/fault")
    def fault() -> str:
        raise KeyError("secret")

    answer = faulty.test_client().get("/fault")
    is_problem(answer, 500, "internal-error")
    assert "KeyError" in caplog.text
    assert "secret" not in answer.text + caplog.text


@pytest.mark.parametrize("slug", PROBLEMS)
def test_every_problem_type_explains_itself(client: FlaskClient, slug: str) -> None:
    told = client.get(f"/problems/{slug}")
    assert told.json is not None
    assert told.json["type"] == f"/problems/{slug}"
    assert told.json["remedy"]
    page = client.get(f"/problems/{slug}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert PROBLEMS[slug].title in page.text


def test_a_problem_type_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    is_problem(client.get("/problems/nothing"), 404, "not-found")


def test_a_request_id_is_taken_over_when_it_is_safe(client: FlaskClient) -> None:
    for given in ("a", "order-66_b.C", "x" * 128):
        answer = client.get("/livez", headers={"X-Request-ID": given})
        assert answer.headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, '"><script>', "é", "a/b"])
def test_a_request_id_that_is_not_safe_is_replaced(client: FlaskClient, given: str) -> None:
    made = client.get("/livez", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert made
    assert made != given


def test_a_problem_carries_the_request_id(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"X-Request-ID": "order-66"})
    assert answer.json is not None
    assert answer.json["request_id"] == answer.headers["X-Request-ID"] == "order-66"


def test_the_log_knows_the_request_and_nothing_of_the_page(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    client.post(
        "/v1/articles?url=https://hidden.example/1",
        data=PAGE.encode(),
        content_type="text/plain",
        headers={"X-Request-ID": "order-66", "traceparent": trace},
    )
    assert "order-66" in caplog.text
    assert trace in caplog.text
    assert "'status': 200" in caplog.text
    assert "người dân" not in caplog.text
    assert "hidden" not in caplog.text


def test_the_log_says_which_candidate_won_and_why(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    client = make_app(clean).test_client()
    caplog.set_level("INFO")
    story = "<p>Trên bến sông, người dân trong xóm góp công dọn đường đón phiên chợ đầu năm, nhiều hơn mọi năm.</p>" * 6
    assert post_json(client, html=f"<article><h1>Dọn đường đón chợ</h1>{story}</article>").status_code == 200
    assert "'candidate': 'html.body." in caplog.text
    assert "'reason': 'article: F1 0." in caplog.text
    assert "bến sông" not in caplog.text


def test_a_trace_that_is_malformed_is_not_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    client.get("/nowhere", headers={"traceparent": "00-forged\tline"})
    assert "/nowhere" in caplog.text
    assert "forged" not in caplog.text


@pytest.mark.parametrize("path", ["/", "/livez", "/nowhere", "/problems/no-article", "/v1/rules"])
def test_every_answer_is_hardened(client: FlaskClient, path: str) -> None:
    headers = client.get(path, headers={"Accept": "text/html, */*;q=0.1"}).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


def test_without_keys_none_is_asked_for(client: FlaskClient) -> None:
    assert post_json(client, text=PAGE).status_code == 200


def test_with_keys_only_their_owners_get_in(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("from-file\n\n  chìa khoá  \n")
    keyed = make_app(api_keys=("first", "second"), api_keys_file=str(file), metrics_need_key=True).test_client()
    body = json.dumps({"text": PAGE})
    for headers in (
        {"X-Api-Key": "first"},
        {"X-Api-Key": "from-file"},
        {"X-Api-Key": "chìa khoá".encode().decode("latin-1")},
        {"Authorization": "Bearer second"},
        {"Authorization": "bearer second"},
    ):
        answer = keyed.post("/v1/articles", data=body, content_type="application/json", headers=headers)
        assert answer.status_code == 200, headers
    for headers in (
        {},
        {"X-Api-Key": ""},
        {"X-Api-Key": "firs"},
        {"X-Api-Key": "first,second"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic second"},
        {"Authorization": "Bearer wrong"},
    ):
        for path in ("/v1/rules", "/metrics"):
            answer = keyed.get(path, headers=headers)
            is_problem(answer, 401, "unauthenticated")
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    for path in ("/livez", "/readyz", "/version", "/openapi.yaml", "/problems/saturated"):
        assert keyed.get(path).status_code == 200
