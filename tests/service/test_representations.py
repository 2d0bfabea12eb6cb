from __future__ import annotations

import json

import pytest
import yaml
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from schemas.article import METADATA_KEYS
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
    answer = ask(client, "text/markdown", "/v1/articles?language=vi&url=https://a.example/1").text
    _, matter, body = answer.split("---\n", 2)
    assert body == f"\n# Chợ mới mở\n\n{PAGE}\n"
    assert yaml.safe_load(matter) == {
        "title": "Chợ mới mở",
        "author": ["Lò Thị Mây"],
        "date": "2026-03-15T08:00:00+07:00",
        "description": "Chợ mở lại",
        "lang": "vi",
        "section": ["Đời sống"],
        "source": {"name": "Báo Núi", "url": "https://baonui.example/1"},
        "publisher": "Báo Núi",
        "view_count": 1572,
        "canonical_url": "https://a.example/1",
    }


@pytest.mark.parametrize("title", ["Yes", "1: 2", "# no comment", "---", '\'tis "so"', "null", "2026-01-01"])
def test_front_matter_reads_back_whatever_the_title_is(client: FlaskClient, title: str) -> None:
    article = json.loads(ask(client, "application/json").text) | {"title": title}
    matter = as_markdown(article).removeprefix("---\n").partition("\n---\n")[0]
    assert yaml.safe_load(matter)["title"] == title


def test_markdown_of_an_article_without_any_is_headline_and_text() -> None:
    bare = dict.fromkeys([*METADATA_KEYS, "markdown"])
    told = as_markdown({**bare, "title": "Chợ", "text": "Một.\n\nHai."})
    assert told == "---\ntitle: Chợ\n---\n\n# Chợ\n\nMột.\n\nHai.\n"
    assert as_markdown({**bare, "text": "Một."}) == "Một.\n"


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


@pytest.mark.parametrize(("name", "kind"), [("Lò Thị Mây", "Person"), ("Ban Thời sự", "Organization")])
def test_a_desk_is_no_person_in_json_ld(client: FlaskClient, name: str, kind: str) -> None:
    article = json.loads(ask(client, "application/json").text) | {"authors": [name]}
    assert json.loads(as_json_ld(article))["author"] == [{"@type": kind, "name": name}]
