"""What the contract shows of problems and rules is what the service says, word for word."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import pytest
import yaml
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import cleaners
from cleaners import NoArticle, Page
from service.pool import CleaningPool, DeadlineExceeded, Saturated
from service.problems import sentence
from tests.service.support import PAGE, ROOT, MakeApp, post, post_json

CONTRACT: Final[dict[str, Any]] = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
SHOWN: Final[list[tuple[str, dict[str, Any]]]] = [
    (f"{response}/{name}", example["value"])
    for response, shown in CONTRACT["components"]["responses"].items()
    for name, example in shown["content"]["application/problem+json"]["examples"].items()
]
MENU: Final = "Trang chủ\nGiới thiệu\nTin tức\nLiên hệ"

#: kind of problem -> a request that meets it
REQUESTS: Final[dict[str, Callable[[FlaskClient], TestResponse]]] = {
    "malformed-request": lambda client: post(client, '{"text": "a page" "language": "vi"}'),
    "not-found": lambda client: client.get("/v1/article"),
    "method-not-allowed": lambda client: client.get("/v1/articles"),
    "not-acceptable": lambda client: client.post("/v1/articles", headers={"Accept": "text/csv"}),
    "page-too-large": lambda client: post(client, bytes((16 << 20) + 1), "text/plain"),
    "unsupported-media-type": lambda client: post(client, b"%PDF-1.7", "application/pdf"),
    "invalid-request": lambda client: post_json(client, text=PAGE, url="news/1", lang="vi"),
    "page-crashed-parser": lambda client: post_json(client, text="CRASH"),
    "internal-error": lambda client: post_json(client, text="STUMBLE"),
}


def shown(slug: str, *, batch: bool = False) -> list[dict[str, Any]]:
    named = [value for _, value in SHOWN if value["type"] == f"/problems/{slug}"]
    found = [value for value in named if (value["instance"] == "/v1/articles/batch") == batch]
    assert found
    return found


def same(answer: TestResponse, example: dict[str, Any]) -> None:
    assert answer.json is not None
    assert answer.json | {"request_id": ""} == example | {"request_id": ""}


@pytest.mark.parametrize("slug", REQUESTS)
def test_a_problem_is_shown_as_it_is_told(client: FlaskClient, slug: str) -> None:
    answer = REQUESTS[slug](client)
    for example in shown(slug):
        same(answer, example)


def test_a_fault_in_the_query_of_a_batch_is_shown_as_it_is_told(client: FlaskClient) -> None:
    answer = client.post("/v1/articles/batch?site_repetition=yes", data=b"{}", content_type="application/x-ndjson")
    for example in shown("invalid-request", batch=True):
        same(answer, example)


def test_the_batch_that_is_shown_gets_the_answer_that_is_shown(make_app: MakeApp) -> None:
    batch = CONTRACT["paths"]["/v1/articles/batch"]["post"]
    sent, expected = (
        part["content"]["application/x-ndjson"]["examples"]["batch"]["value"]
        for part in (batch["requestBody"], batch["responses"]["200"])
    )
    client = make_app(cleaner=cleaners.clean).test_client()
    answer = client.post("/v1/articles/batch", data=sent.encode(), content_type="application/x-ndjson")

    def lasting(lines: str) -> list[Any]:
        found = [json.loads(line) for line in lines.splitlines()]
        for line in found:
            line.get("article", {}).pop("cleaner", None)  # versions change with every release of a dependency
            line.get("problem", {}).pop("request_id", None)
        return found

    assert lasting(answer.text) == lasting(expected)


def test_a_missing_key_is_shown_as_it_is_told(make_app: MakeApp) -> None:
    answer = post_json(make_app(api_keys=("key",)).test_client(), text=PAGE)
    for example in shown("unauthenticated"):
        same(answer, example)


@pytest.mark.parametrize(("slug", "raised"), [("saturated", Saturated), ("deadline-exceeded", DeadlineExceeded)])
def test_a_lack_of_room_or_time_is_shown_as_it_is_told(
    client: FlaskClient, slug: str, raised: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(CleaningPool, "clean", fail)
    answer = post_json(client, text=PAGE)
    for example in shown(slug):
        same(answer, example)


def test_a_page_without_an_article_is_shown_as_it_is_told() -> None:
    with pytest.raises(NoArticle) as caught:
        cleaners.clean(Page("text", MENU))
    for example in shown("no-article"):
        assert (example["detail"], example["removed_counts"]) == (sentence(caught.value), caught.value.removed_counts)


def test_no_example_of_a_problem_is_left_out() -> None:
    compared = {*REQUESTS, "unauthenticated", "saturated", "deadline-exceeded", "no-article"}
    assert {value["type"].removeprefix("/problems/") for _, value in SHOWN} == compared


def test_the_explanation_and_the_rule_that_are_shown_are_real(client: FlaskClient) -> None:
    def example(path: str, name: str) -> Any:
        return CONTRACT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["examples"][name][
            "value"
        ]

    explained = example("/problems/{slug}", "explanation")
    assert client.get(explained["type"]).json == explained
    listed = client.get("/v1/rules").json
    assert listed is not None
    for rule in example("/v1/rules", "rules")["rules"]:
        assert rule in listed["rules"]
    assert json.loads(client.get("/livez").data) == example("/livez", "alive")
