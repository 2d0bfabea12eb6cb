"""The examples for callers do what they say, against the live service."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests
from openapi_core.exceptions import OpenAPIError

from tests.clients.conftest import PAGE
from tests.service.support import ROOT, Server

CLIENTS = ROOT / "clients"
TITLE = "Ferry stops at the new pier from Monday"
# bound and not listened on, so that whoever connects is refused and nobody else takes the port
_REFUSING = socket.socket()
_REFUSING.bind(("127.0.0.1", 0))
NOWHERE = f"http://127.0.0.1:{_REFUSING.getsockname()[1]}"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, CLIENTS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_curl_calls_get_an_article_in_every_form(server: Server, key: str) -> None:
    told = run("bash", CLIENTS / "curl.sh", UNCHROME_URL=server.url, UNCHROME_KEY=key)
    assert told.returncode == 0, told.stderr
    parts = re.split(
        r"^# (?=text in|HTML in|a file|compressed|a page without|a batch)[^\n]*\n", told.stdout, flags=re.MULTILINE
    )
    _, as_json, markdown, json_ld, text, problem, batch = parts
    assert json.loads(as_json)["title"] == TITLE
    assert markdown.startswith("---\ntitle: Ferry stops at the new pier\n")
    assert json.loads(json_ld)["@type"] == "NewsArticle"
    assert text.startswith("The ferry will stop") and "Home" not in text
    assert "/problems/no-article" in problem and "ended with 22" in problem
    assert json.loads(batch)["id"] == "pier"


@pytest.fixture(params=["argument", "variable"])
def addressed(request: pytest.FixtureRequest, server: Server, key: str) -> tuple[list[str], dict[str, str]]:
    """The arguments and variables that tell a script where the service is, in either way."""
    if request.param == "argument":  # it goes before the variable
        return [server.url], {"UNCHROME_URL": NOWHERE, "UNCHROME_KEY": key}
    return [], {"UNCHROME_URL": server.url, "UNCHROME_KEY": key}


def called(script: str) -> list[str | Path]:
    """How a script is run."""
    runner = {".sh": "bash", ".py": sys.executable, ".mjs": "node"}[Path(script).suffix]
    if runner == "node":
        need_node()
    return [runner, CLIENTS / script]


@pytest.mark.parametrize("script", ["curl.sh", "python_requests.py", "check_payloads.py", "fetch.mjs"])
def test_a_script_takes_the_address_as_an_argument_or_a_variable(
    script: str, addressed: tuple[list[str], dict[str, str]], page: Path
) -> None:
    arguments, environment = addressed
    told = run(*called(script), *([] if script == "curl.sh" else [page]), *arguments, **environment)
    assert told.returncode == 0, told.stderr
    assert "the answer fits: 200" in told.stdout if script == "check_payloads.py" else TITLE in told.stdout


@pytest.mark.parametrize("script", ["python_requests.py", "check_payloads.py", "fetch.mjs"])
def test_a_script_that_is_called_wrongly_says_so_in_a_line(script: str, page: Path) -> None:
    told = run(*called(script))
    assert told.returncode == 2
    assert told.stderr.startswith("usage: ")
    refused = run(*called(script), page, NOWHERE)
    assert (refused.returncode, refused.stderr) == (1, f"No service answers at {NOWHERE}.\n")
    missing = run(*called(script), page.with_name("missing.txt"), NOWHERE)
    assert missing.returncode == 1
    assert "missing.txt cannot be read: " in missing.stderr and missing.stderr.count("\n") == 1


def test_curl_says_itself_that_nobody_answers() -> None:
    told = run(*called("curl.sh"), NOWHERE)
    assert told.returncode == 7
    assert told.stderr.startswith("curl: (7)") and told.stderr.count("\n") == 1


def test_the_python_example_cleans_a_file(server: Server, key: str, page: Path) -> None:
    told = run(sys.executable, CLIENTS / "python_requests.py", page, server.url, UNCHROME_KEY=key)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{TITLE}\nThe ferry will stop")
    assert "share" in told.stdout.splitlines()[-1]


def test_the_python_example_tells_problems_and_streams_batches(server: Server, key: str) -> None:
    example: Any = load("python_requests")
    service = example.Unchrome(server.url, key)
    with pytest.raises(example.Problem) as caught:
        service.clean({"text": "Home"})
    assert caught.value.slug == "no-article"
    with pytest.raises(example.Problem) as caught:
        example.Unchrome(server.url, "wrong").clean({"text": PAGE})
    assert caught.value.slug == "unauthenticated"
    lines = list(service.clean_all([{"id": "a", "text": PAGE}, {"id": "b", "text": "Home"}]))
    assert [(line["id"], line["status"]) for line in lines] == [("a", 200), ("b", 422)]


def test_the_python_example_sends_again_what_was_sent_away_for_want_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    example: Any = load("python_requests")
    answers = [(503, {"Retry-After": "7"}, "{}"), (200, {}, '{"title": "Ferry"}')]
    waited: list[float] = []

    def post(*_: object, **__: object) -> requests.Response:
        answer = requests.Response()
        answer.status_code, headers, content = answers.pop(0)
        answer.headers.update(headers)
        answer._content = content.encode()
        return answer

    monkeypatch.setattr(requests.Session, "post", post)
    monkeypatch.setattr(example.time, "sleep", waited.append)
    assert example.Unchrome().clean({"text": PAGE}) == {"title": "Ferry"}
    assert waited == [7.0]


def need_node() -> str:
    """Node.js. Without it the tests are skipped, or fail where NEED_NODE is set."""
    if found := shutil.which("node"):
        return found
    why = "there is no Node.js on the path"
    if os.environ.get("NEED_NODE"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def node() -> str:
    return need_node()


def test_the_javascript_example_cleans_a_file(node: str, server: Server, key: str, page: Path) -> None:
    told = run(node, CLIENTS / "fetch.mjs", page, server.url, UNCHROME_KEY=key)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{TITLE}\nThe ferry will stop")
    assert told.stdout.endswith(f"-- the same as a batch: {page} 200\n")


def test_the_javascript_example_tells_problems(node: str, server: Server, tmp_path: Path) -> None:
    (tmp_path / "menu.txt").write_text("Home")
    told = run(node, CLIENTS / "fetch.mjs", tmp_path / "menu.txt", server.url, UNCHROME_KEY="wrong")
    assert told.returncode == 1
    assert told.stderr.startswith("unauthenticated: ")


@pytest.mark.parametrize("accept", ["application/json", "application/ld+json", "text/markdown", "text/plain"])
def test_the_recipe_passes_what_fits_the_contract(server: Server, key: str, accept: str) -> None:
    contract = load("check_payloads").Contract()
    headers = {"X-Api-Key": key, "Accept": accept}
    include = ["segments", "blocks", "markdown", "html"] if accept == "application/json" else []
    for text in (PAGE, "Home"):
        request = requests.Request(
            "POST", f"{server.url}/v1/articles", json={"text": text, "include": include}, headers=headers
        )
        contract.check_request(request)
        contract.check_answer(request, requests.Session().send(request.prepare()))


@pytest.mark.parametrize("page", [{"text": 1}, {"text": PAGE, "lang": "en"}, {"text": PAGE, "html": PAGE}, {}])
def test_the_recipe_finds_requests_that_do_not_fit(page: dict[str, Any]) -> None:
    recipe = load("check_payloads")
    request = requests.Request("POST", "http://127.0.0.1:8000/v1/articles", json=page)
    with pytest.raises(OpenAPIError) as caught:
        recipe.Contract().check_request(request)
    assert PAGE not in " ".join(recipe.faults(caught.value))


def test_the_recipe_finds_answers_that_do_not_fit(server: Server, key: str) -> None:
    contract = load("check_payloads").Contract()
    request = requests.Request("POST", f"{server.url}/v1/articles", json={"text": PAGE}, headers={"X-Api-Key": key})
    answer = requests.Session().send(request.prepare())
    answer._content = json.dumps(answer.json() | {"published_at": "yesterday"}).encode()
    with pytest.raises(OpenAPIError):
        contract.check_answer(request, answer)
