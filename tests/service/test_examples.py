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


def shown(slug: str) -> list[dict[str, Any]]:
    found = [value for _, value in SHOWN if value["type"] == f"/problems/{slug}"]
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
