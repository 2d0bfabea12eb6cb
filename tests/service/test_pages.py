"""The pages for people, without a browser: what is served, under which policy, and that the words for it are whole."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from cleaners import NoArticle, Options, Page, clean
from cleaners.article import WARNINGS, Origin
from cleaners.segments import KINDS, ROLES
from schemas.article import METADATA_KEYS
from schemas.problem import PROBLEMS
from service.routes.pages import SAMPLES
from tests.service.support import ROOT, is_problem

STATIC = ROOT / "service" / "static"
WORDS = json.loads((STATIC / "playground" / "words.json").read_text(encoding="utf-8"))


def policy(client: FlaskClient, path: str) -> dict[str, str]:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", ["/", "/docs", "/problems/no-article"])
def test_a_page_runs_nothing_but_scripts_of_this_service(client: FlaskClient, path: str) -> None:
    told = policy(client, path)
    assert told["default-src"] == told["base-uri"] == told["form-action"] == told["frame-ancestors"] == "'none'"
    assert told["script-src"] == told["style-src"] == told["connect-src"] == "'self'"
    assert told["img-src"] == ("'self' data:" if path == "/docs" else "'self'")


@pytest.mark.parametrize("path", ["/", "/problems/no-article"])
def test_no_script_of_ours_may_turn_text_into_markup(client: FlaskClient, path: str) -> None:
    assert policy(client, path)["require-trusted-types-for"] == "'script'"


@pytest.mark.parametrize("path", ["/", "/docs", "/problems/no-article"])
def test_everything_a_page_names_is_here(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"}).text
    named = re.findall(r'\b(?:src|href|data-[a-z]+)="([^"#{]+)"', page)
    inside = [name for name in named if name.startswith("/")]
    assert inside
    assert [name for name in named if "//" in name] == []
    assert [name for name in inside if client.get(name).status_code != 200] == []


def test_pages_hold_no_styles_and_no_scripts_of_their_own() -> None:
    for template in (ROOT / "service" / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), template.name
        assert re.findall(r"<script(?![^>]*\ssrc=)", text) == [], template.name


def test_no_script_has_a_way_to_make_markup() -> None:
    for script in STATIC.rglob("*.js"):
        sinks = re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script.read_text()
        )
        assert not sinks, script.name


@pytest.mark.parametrize("name", ["swagger-ui-bundle.js", "swagger-ui.css"])
def test_the_reference_comes_with_its_package_and_is_kept_by_browsers(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/docs/{name}")
    assert answer.status_code == 200
    again = client.get(f"/docs/{name}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["VERSION", "oauth2-redirect.html", "..%2F__init__.py"])
def test_nothing_else_of_that_package_is_given_out(client: FlaskClient, name: str) -> None:
    is_problem(client.get(f"/docs/{name}"), 404, "not-found")


def test_the_reference_is_found_with_a_slash_as_well(client: FlaskClient) -> None:
    assert client.get("/docs/").data == client.get("/docs").data


def test_a_problem_page_leads_to_all_others(client: FlaskClient) -> None:
    page = client.get("/problems/saturated", headers={"Accept": "text/html"}).text
    assert all(f'href="/problems/{slug}"' in page for slug in PROBLEMS)


def test_there_are_words_for_everything_an_article_can_say() -> None:
    assert list(WORDS["roles"]) == list(ROLES)
    assert list(WORDS["kinds"]) == list(KINDS)
    assert list(WORDS["metadata"]) == list(METADATA_KEYS)
    assert list(WORDS["origins"]) == list(Origin.__args__)


def test_every_part_has_a_colour() -> None:
    styles = (STATIC / "page.css").read_text(encoding="utf-8")
    parts = [*(role for role in ROLES if role != "removed"), *KINDS]
    assert [name for name in parts if f".part-{name} {{" not in styles] == []


def test_every_judgement_explained_is_one_that_the_cleaners_make() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "cleaners").rglob("*.py"))
    # those on bylines are named after the kind of byline that was found
    written = code.replace('rule: str = "byline.', 'rule: str = "text.byline.')
    assert [name for name in WORDS["judgements"] if f'"{name}' not in written] == []


def test_the_playground_knows_every_warning(client: FlaskClient) -> None:
    page = client.get("/").text
    assert [name for name in WARNINGS if name not in page] == []


@pytest.mark.parametrize("name", [name for name, _ in SAMPLES])
def test_a_sample_shows_what_its_button_says(name: str) -> None:
    text = (STATIC / "samples" / name).read_text(encoding="utf-8")
    page = Page("html" if name.endswith(".html") else "text", text)
    if name.startswith("home"):
        with pytest.raises(NoArticle):
            clean(page, Options())
        return
    article = clean(page, Options(include=frozenset({"segments"})))
    assert article.metadata.title
    assert article.metadata.authors
    assert {"title", "byline", "body", "removed"} <= {segment.role for segment in article.segments or ()}
