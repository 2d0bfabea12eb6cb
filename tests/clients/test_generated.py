"""A typed client that openapi-python-client makes of the contract, with nothing added, calls the live service."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.clients.conftest import PAGE
from tests.service.support import ROOT, Server

NAME = "unchrome_client"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the client was made; what the generator said."""
    folder = tmp_path_factory.mktemp("generated")
    arguments = ["--path", str(ROOT / "openapi.yaml"), "--output-path", str(folder / NAME), "--meta", "none"]
    made = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    sys.path.insert(0, str(folder))
    yield made.stdout + made.stderr
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


def module(name: str) -> Any:
    return importlib.import_module(f"{NAME}.{name}")


@pytest.fixture
def client(generated: str, server: Server, key: str) -> Any:
    made: ModuleType = module("client")
    return made.AuthenticatedClient(server.url, token=key, raise_on_unexpected_status=True)


def test_the_generator_understands_all_of_the_contract_but_bodies_that_are_no_json(generated: str) -> None:
    said = [line for line in generated.splitlines() if line.startswith(("Unsupported", "Cannot", "Unable", "Found"))]
    assert [line for line in said if "nsupported content" not in line] == []
    missing = {line.split()[-1] for line in said if line.startswith("Unsupported")}
    assert missing == {"text/html", "application/xhtml+xml", "text/plain", "application/x-ndjson"}


def test_an_article_comes_back_typed(client: Any) -> None:
    models = module("models")
    body = models.ArticleRequest(
        text=PAGE, url="https://harbour.example/pier", language="en", include=[models.Include.SEGMENTS]
    )
    article = module("api.articles.clean_page").sync(client=client, body=body)
    assert isinstance(article, models.Article)
    assert article.title == "Ferry stops at the new pier from Monday"
    assert article.hostname == "harbour.example"
    assert article.segments[-1].kind is models.Kind.SHARE
    assert article.provenance["url"].from_ is models.ProvenanceFrom.REQUEST
    assert models.Article.from_dict(article.to_dict()) == article


def test_a_problem_comes_back_typed(client: Any) -> None:
    models = module("models")
    problem = module("api.articles.clean_page").sync(client=client, body=models.ArticleRequest(text="Home"))
    assert isinstance(problem, models.Problem)
    assert problem.type_ == "/problems/no-article"
    assert problem.status == 422


def test_a_batch_is_made_of_its_models(client: Any) -> None:
    models = module("models")
    lines = [models.BatchLine(id="pier", text=PAGE), models.BatchLine(id="menu", text="Home")]
    sent = "".join(json.dumps(line.to_dict()) + "\n" for line in lines)
    headers = {"Content-Type": "application/x-ndjson"}
    with client.get_httpx_client().stream("POST", "/v1/articles/batch", content=sent, headers=headers) as answer:
        told = [models.BatchAnswer.from_dict(json.loads(line)) for line in answer.iter_lines()]
    assert [(line.id, line.status) for line in told] == [("pier", 200), ("menu", 422)]
    assert told[0].article.title == "Ferry stops at the new pier from Monday"
    assert told[1].problem.type_ == "/problems/no-article"


def test_the_rules_and_the_operations_come_back_typed(client: Any) -> None:
    models = module("models")
    rules = module("api.reference.list_rules").sync(client=client)
    assert isinstance(rules.rules[0], models.Rule)
    assert module("api.operations.is_alive").sync(client=client).status == "ok"
    assert module("api.operations.get_versions").sync(client=client).service
