from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.representations import as_json_ld, as_markdown
from tests.service.support import PAGE, is_problem


def ask(client: FlaskClient, accept: str | None, path: str = "/v1/articles") -> TestResponse:
    headers = {} if accept is None else {"Accept": accept}
    return client.post(path, data=PAGE.encode(), content_type="text/plain", headers=headers)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/markdown", "text/markdown"),
        ("text/plain", "text/plain"),
        ("text/markdown;q=0.5, text/plain", "text/plain"),
        ("text/markdown, application/json;q=0.9", "text/markdown"),
        ("application/json;q=0, */*", "application/ld+json"),
    ],
)
def test_accept_chooses_the_representation(client: FlaskClient, accept: str | None, given: str) -> None:
    answer = ask(client, accept)
    assert answer.status_code == 200
    assert answer.mimetype == given
    assert answer.headers["Vary"] == "Accept"


@pytest.mark.parametrize("accept", ["text/html", "image/png", "application/json;q=0", "application/problem+json", "?"])
def test_what_cannot_be_given_is_not_acceptable(client: FlaskClient, accept: str) -> None:
    assert "text/markdown" in is_problem(ask(client, accept), 406, "not-acceptable")
    is_problem(client.get("/v1/rules", headers={"Accept": accept}), 406, "not-acceptable")


def test_text_is_the_body_alone(client: FlaskClient) -> None:
    assert ask(client, "text/plain").text == PAGE + "\n"


def test_markdown_is_the_cleaners_own(client: FlaskClient) -> None:
    assert ask(client, "text/markdown").text == f"# Chợ mới mở\n\n{PAGE}\n"


def test_markdown_of_an_article_without_any_is_headline_and_text() -> None:
    assert as_markdown({"title": "Chợ", "markdown": None, "text": "Một.\n\nHai."}) == "# Chợ\n\nMột.\n\nHai.\n"
    assert as_markdown({"title": None, "markdown": None, "text": "Một."}) == "Một.\n"


def test_json_ld_is_a_news_article(client: FlaskClient) -> None:
    thing = json.loads(ask(client, "application/ld+json", "/v1/articles?language=vi&url=https://a.example/1").text)
    assert thing == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Chợ mới mở",
        "description": "Chợ mở lại",
        "author": [{"@type": "Person", "name": "Lò Thị Mây"}],
        "datePublished": "2026-03-15T08:00:00+07:00",
        "articleSection": ["Đời sống"],
        "articleBody": PAGE,
        "wordCount": thing["wordCount"],
        "inLanguage": "vi",
        "url": "https://a.example/1",
        "publisher": {"@type": "Organization", "name": "Báo Núi"},
        "sourceOrganization": {"@type": "Organization", "name": "Báo Núi", "url": "https://baonui.example/1"},
        "image": [{"@type": "ImageObject", "contentUrl": "https://baonui.example/1.jpg", "caption": "Chợ"}],
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "ReadAction"},
            "userInteractionCount": 1572,
        },
    }


def test_json_ld_leaves_out_what_the_page_does_not_say(client: FlaskClient) -> None:
    article = json.loads(ask(client, "application/json").text)
    bare = {key: [] if isinstance(value, list) else None for key, value in article.items()} | {"text": "Một."}
    thing = json.loads(as_json_ld(bare))
    assert set(thing) == {"@context", "@type", "articleBody"}
