"""What the people's files show is what the service does."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.app import create_app
from service.extension import of
from service.settings import Settings, table
from tests.examples import README, answers, contract_example, readme_answer, readme_page, readme_settings

#: versions change with every release of a dependency, and examples need not
VERSIONS = ("cleaner",)


@cache
def given() -> tuple[Any, Any]:
    """The service's answers, asked for once."""
    return answers()


def test_the_readme_lists_every_setting_as_it_is() -> None:
    assert readme_settings().strip() == table().strip(), "run python -m tests.examples"


def test_the_readme_begins_with_the_two_commands() -> None:
    assert "make serve" in README.read_text(encoding="utf-8").splitlines()[3]
    assert "make test" in README.read_text(encoding="utf-8").splitlines()[4]


def test_links_between_the_files_lead_somewhere() -> None:
    root = README.parent
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)", (root / name).read_text(encoding="utf-8"))
        assert [link for link in links if not Path(root, link).exists()] == [], name


def test_the_readme_and_the_contract_send_the_same_page() -> None:
    assert contract_example("page")["text"].strip() == readme_page().strip()


def test_the_batch_that_the_readme_sends_gets_the_lines_it_shows() -> None:
    text = README.read_text(encoding="utf-8")
    found = re.search(r"<<'LINES'\n(.*?\n)LINES\n```\n.*?```\n(.*?)```", text, re.DOTALL)
    assert found
    app = create_app(Settings(processes=1))
    answer = app.test_client().post("/v1/articles/batch", data=found[1].encode(), content_type="application/x-ndjson")
    given, shown = answer.text.splitlines(), found[2].splitlines()
    of(app).pool.stop()
    assert len(given) == len(shown)
    for line, start in zip(given, shown, strict=True):
        assert line.startswith(start.partition(" …")[0].rstrip(","))


def test_the_json_that_the_readme_sends_is_an_article() -> None:
    found = re.search(r"-H 'Content-Type: application/json' \\\n  -d '([^']+)'", README.read_text(encoding="utf-8"))
    assert found
    app = create_app(Settings(processes=1))
    answer = app.test_client().post("/v1/articles", data=found[1].encode(), content_type="application/json")
    of(app).pool.stop()
    assert (answer.status_code, answer.json and answer.json["title"]) == (200, "The mill turns again")


def test_the_library_call_of_the_readme_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = re.findall(r"```python\n(from pathlib.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    for text, said in ((readme_page(), readme_answer()["title"]), ("Home", "the page holds")):
        Path("page.txt").write_text(text, encoding="utf-8")
        exec(block, {})
        assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize("place", ["readme", "contract"])
def test_the_answer_shown_is_the_answer_given(place: str) -> None:
    told, asked = given()
    answer, shown = (told, readme_answer()) if place == "readme" else (asked, contract_example("article"))
    assert list(answer) == list(shown)
    for key in answer:
        if key not in VERSIONS:
            assert answer[key] == shown[key], f"{key}: run python -m tests.examples and look at the difference"
