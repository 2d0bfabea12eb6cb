"""The loop over the cases fails when it should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cleaners import Page
from schemas.errors import PayloadError
from tests.cases.harness import FOLDER, answer_to, broken_promises, cases, differences, read_page
from tests.cases.new import main, make

PAGE = FOLDER / "cho_phien" / "page.txt"


@pytest.fixture
def answer() -> dict[str, Any]:
    return answer_to(read_page(PAGE.parent))


def test_a_new_case_expects_the_answer_of_today(tmp_path: Path) -> None:
    case = make("cho_phien", PAGE, {"language": "vi"}, tmp_path)
    assert cases(tmp_path) == [case]
    expected = json.loads((case / "article.json").read_text(encoding="utf-8"))
    page = read_page(case)
    assert page.language == "vi"
    assert differences(expected, answer_to(page)) == []
    assert expected["text"]
    assert expected["removed"]


def test_a_new_case_of_a_page_without_article_expects_the_problem(tmp_path: Path) -> None:
    source = tmp_path / "blank.html"
    source.write_text("<p> </p>", encoding="utf-8")
    case = make("blank", source, {}, tmp_path)
    assert (case / "page.html").exists()
    assert json.loads((case / "article.json").read_text(encoding="utf-8"))["problem"] == "no-article"


def test_a_name_that_is_taken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["cho_phien", str(PAGE)])
    assert "cho_phien" in capsys.readouterr().err


def test_a_wrong_value_is_a_difference(answer: dict[str, Any]) -> None:
    assert differences({"title": "Khác"}, answer) == [f"title: expected 'Khác', got {answer['title']!r}"]


def test_paragraphs_that_are_missing_or_too_much_are_differences(answer: dict[str, Any]) -> None:
    first, *rest = answer["text"].split("\n\n")
    assert differences({"text": rest}, answer) == [f"text: {first!r} is too much"]
    assert differences({"text": ["Khác", first, *rest]}, answer) == ["text: 'Khác' is missing"]
    assert len(differences({"text": [*rest, first]}, answer)) == 1


def test_what_is_removed_as_something_else_is_a_difference(answer: dict[str, Any]) -> None:
    assert len(differences({"removed": [{"text": "Chợ họp", "kind": "listing"}]}, answer)) == 1
    assert len(differences({"removed": [{"text": "không có ở đây", "kind": "listing"}]}, answer)) == 1


def test_an_article_where_none_is_expected_is_a_difference(answer: dict[str, Any]) -> None:
    assert len(differences({"problem": "no-article"}, answer)) == 1
    assert len(differences({"title": "Chợ"}, {"problem": "no-article", "reason": "blank"})) == 1
    assert differences({"problem": "no-article"}, {"problem": "no-article", "reason": "blank"}) == []
    assert len(differences({"problem": "no-article", "reason": "menu"}, {"problem": "no-article", "reason": "x"})) == 1


def test_a_key_nobody_knows_is_a_difference(answer: dict[str, Any]) -> None:
    assert len(differences({"titel": "Chợ"}, answer)) == 1


def test_a_lost_character_breaks_a_promise(answer: dict[str, Any]) -> None:
    page = Page("text", PAGE.read_text(encoding="utf-8"))
    before = broken_promises(page, answer)
    del answer["segments"][0]
    assert len(broken_promises(page, answer)) > len(before)


def test_a_value_without_provenance_breaks_a_promise(answer: dict[str, Any]) -> None:
    page = Page("text", PAGE.read_text(encoding="utf-8"))
    answer |= {"rights": "Ghi rõ nguồn.", "provenance": {}}
    assert "provenance of rights is missing" in broken_promises(page, answer)


def test_what_is_no_article_is_not_taken_for_one(answer: dict[str, Any]) -> None:
    with pytest.raises(PayloadError):
        broken_promises(Page("text", ""), answer | {"text": ""})
