"""Floors hold, rise and never fall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extractors import EXTRACTORS
from benchmarks.floors import BadFloorsError, SetFloors, raised, read_floors, violations, write_floors
from benchmarks.scores import Answer, PageScore, SetScore, score_page, score_set
from benchmarks.sets import GoldPage
from cleaners import Page

BODY = "the ferry to the island runs again from the first of May on every day of the week"


def gold(**fields: Any) -> GoldPage:
    return replace(GoldPage(id="a", page=Page("text", BODY), body=(BODY,)), **fields)


def article(text: str, **meta: object) -> PageScore:
    return score_page(gold(meta={"title": "Ferry"}), Answer("article", {"text": text, **meta}))


PERFECT = score_set([article(BODY, title="Ferry")])
POOR = score_set([article(f"{BODY}\nshare this page with all of your friends", title="Other")])


def test_a_figure_below_its_floor_is_named_with_both_values() -> None:
    found = violations("news", raised(None, PERFECT), POOR)
    assert any(line.startswith("news: precision is 0.") and line.endswith("below its floor 0.9970") for line in found)
    assert any("meta.title is 0.0000" in line for line in found)
    assert any("chrome_lines is 0.5, above its ceiling" in line for line in found)
    assert not any("recall" in line for line in found)


def test_a_run_holds_the_floors_it_raised() -> None:
    for measured in (PERFECT, POOR):
        assert violations("news", raised(None, measured, slack=0.0), measured) == []


def test_a_worse_run_loosens_nothing() -> None:
    floors = raised(None, PERFECT)
    assert raised(floors, POOR) == floors


def test_a_better_run_tightens_everything_it_improved() -> None:
    before, after = raised(None, POOR), raised(raised(None, POOR), PERFECT)
    assert after.at_least["precision"] > before.at_least["precision"]
    assert after.at_least["meta.title"] == 0.997
    assert after.at_most["chrome_lines"] < before.at_most["chrome_lines"]
    assert all(after.at_least[name] >= floor for name, floor in before.at_least.items())


def test_figures_of_another_number_of_pages_are_not_compared() -> None:
    twice = score_set([article(BODY, title="Ferry")] * 2)
    floors = raised(None, PERFECT)
    assert raised(floors, twice) == floors
    assert violations("news", floors, twice) == ["news: 2 pages were measured, but the floors are those of 1"]


def test_a_figure_that_is_no_longer_measured_counts_as_fallen() -> None:
    bare = score_set([score_page(gold(), Answer("article", {"text": BODY}))])
    assert violations("news", raised(None, PERFECT), bare) == ["news: meta.title has a floor but was not measured"]


def test_an_article_from_nothing_breaks_the_gate_and_gets_no_slack() -> None:
    empty = gold(expects_article=False, body=())
    refused = score_set([score_page(empty, Answer("no-article"))])
    given = score_set([score_page(empty, Answer("article", {"text": "menu"}))])
    assert (refused.articles_from_nothing, given.articles_from_nothing) == (0, 1)
    found = violations("menus", raised(None, refused), given)
    assert "menus: articles_from_nothing is 1, above its ceiling 0" in found


def test_a_failure_is_no_refusal() -> None:
    crashed = score_set([score_page(gold(expects_article=False, body=()), Answer("failed", problem="KeyError"))])
    assert (crashed.refused.part, crashed.articles_from_nothing, crashed.failures) == (0, 0, {"KeyError": 1})


def test_a_refused_article_scores_nothing_and_is_counted() -> None:
    score = score_set([score_page(gold(meta={"title": None}), Answer("no-article"))])
    assert (score.f1, score.wrongly_refused, score.meta["title"].part) == (0.0, 1, 0)


def test_floors_survive_the_file(tmp_path: Path) -> None:
    floors = {"news": raised(None, POOR), "other": SetFloors(3, {"f1": 0.5}, {"failures": 0})}
    write_floors(tmp_path / "floors.yaml", floors)
    assert read_floors(tmp_path / "floors.yaml") == floors


def test_no_file_is_no_floors_and_a_broken_one_is_an_error(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "none.yaml") == {}
    broken = tmp_path / "broken.yaml"
    for text in ("- a", "news: {pages: 3}", "news: {pages: x, at_least: {}, at_most: {}}", "{"):
        broken.write_text(text)
        with pytest.raises(BadFloorsError):
            read_floors(broken)


def test_the_project_can_read_its_own_floors() -> None:
    for name, floors in read_floors(Path(__file__).parents[2] / "benchmarks" / "floors.yaml").items():
        assert floors.pages > 0, name
        assert all(0 <= floor <= 1 for floor in floors.at_least.values()), name


def test_set_figures_are_means_of_pages_and_sums_of_lines() -> None:
    pages = [article(BODY), article("")]
    score: SetScore = score_set(pages)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert str(score.paragraphs) == "1/2"


def test_the_extractor_without_a_library_keeps_the_long_lines() -> None:
    page = Page("text", f"Menu\n{BODY}\nHome")
    assert EXTRACTORS["lines over 80 characters"](page).article == {"text": BODY}
