"""The numbers the trees decide on."""

from __future__ import annotations

import math
from collections.abc import Set
from typing import Any

import pytest

from cleaners.html.blocks import read_layout
from cleaners.html.containers import Containers
from cleaners.html.features import NAMES, block_features, headline_block, own_features, page_features
from cleaners.html.projection import words
from cleaners.html.tree import parse
from cleaners.rules.engine import rule_book


def rows_of(body: str, *, first: Set[str] = frozenset(), title: str | None = None, **options: Any) -> dict[str, Any]:
    """The features of each block by name, by the block's text; ``first`` are the texts both extractors take."""
    layout = read_layout(parse(f"<html><body>{body}</body></html>"))
    blocks = layout.blocks
    rules = rule_book(None).for_language("en")
    hits = [rules.match(block.text) for block in blocks]
    own = own_features(blocks, [words(block.text) for block in blocks], hits, title)
    second = [block.text in first for block in blocks]
    asked = second if options.get("asked", True) else None
    rows = block_features(
        own,
        layout,
        Containers(layout, headline_block(blocks, own)),
        first=asked,
        second=second,
        stated=options.get("stated"),
        hits=hits,
        page=page_features(blocks, asked, second, bool(options.get("states_article"))),
    )
    return {
        block.text: dict(zip(NAMES, row, strict=True)) if row is not None else None
        for block, row in zip(blocks, rows, strict=True)
    }


def test_every_feature_has_one_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_a_block_is_measured() -> None:
    row = rows_of("<p>The wheel, at last, <a href='/x'>turns</a> <b>again</b>.</p>")["The wheel, at last, turns again."]
    size = len("The wheel, at last, turns again.")
    assert row["length"] == pytest.approx(math.log(size + 1))
    assert row["words"] == 6
    assert row["linked"] == pytest.approx(5 / size)
    assert row["links"] == 1
    assert row["bold"] == pytest.approx(5 / size)
    assert row["commas"] == pytest.approx(2 / size)
    assert row["final"] == 1


def test_what_stands_around_a_block_is_known_by_markup() -> None:
    rows = rows_of("<article><h2>Water</h2><p class='lead'>One</p></article><ul class='related'><li>Two</li></ul>")
    assert (rows["Water"]["kind_heading"], rows["Water"]["level"]) == (1, 2)
    assert (rows["One"]["close_lead"], rows["One"]["around_content"], rows["One"]["around_related"]) == (1, 1, 0)
    assert (rows["Two"]["kind_item"], rows["Two"]["around_related"]) == (1, 1)


def test_the_title_is_known_and_its_words_are_counted() -> None:
    rows = rows_of("<h1>The old mill</h1><p>The mill</p><p>River</p>", title="The old mill")
    assert [rows[text]["is_title"] for text in ("The old mill", "The mill", "River")] == [1, 0, 0]
    assert [rows[text]["title_share"] for text in ("The mill", "River")] == [1, 0]


def test_repetition_is_counted() -> None:
    rows = rows_of("<p>Read on</p><p>Once</p><p>Read on</p>")
    assert (rows["Read on"]["repeated"], rows["Once"]["repeated"]) == (2, 1)


def test_a_block_knows_how_far_from_the_extracted_text_it_is() -> None:
    long = "The mill by the river was sold to its workers on Monday, said the mayor of the town of Vale."
    rows = rows_of(f"<p>Above</p><p>{long}</p><p>Below</p><p>Far</p>", first={long})
    assert [rows[text]["to_first"] for text in ("Above", long, "Below", "Far")] == [1, 0, 1, 2]
    assert [rows[text]["between_first"] for text in ("Above", long, "Below")] == [0, 1, 0]
    assert [rows[text]["after_last_first"] for text in ("Above", long, "Far")] == [0, 0, 1]


def test_neighbours_are_part_of_a_row_and_the_page_has_edges() -> None:
    rows = rows_of("<h2>Water</h2><p>One</p>")
    assert rows["One"]["heading-1"] == 1
    assert rows["One"]["heading+1"] == -1
    assert rows["Water"]["length+1"] == pytest.approx(math.log(4))


def test_menus_that_no_extractor_takes_are_beyond_hope() -> None:
    rows = rows_of("<nav><p>Home</p><p>News</p></nav><p>One</p>", first={"News"})
    assert rows["Home"] is None
    assert rows["News"] is not None
    assert rows["One"] is not None


def test_what_the_page_says_of_itself_is_in_every_row() -> None:
    rows = rows_of("<p>One</p>", states_article=True)
    assert rows["One"]["page_article"] == 1
    assert rows["One"]["stated"] == -1
    assert rows_of("<p>One</p>", stated=[True])["One"]["stated"] == 1


def test_before_trafilatura_is_asked_it_takes_nothing() -> None:
    row = rows_of("<p>One</p>", first={"One"}, asked=False)["One"]
    assert (row["first"], row["second"], row["page_first"]) == (0, 1, 0)


def test_the_headline_is_the_heading_that_says_the_title_else_any_such_block_else_the_first_h1() -> None:
    def found(body: str, title: str | None) -> int | None:
        blocks = read_layout(parse(f"<html><body>{body}</body></html>")).blocks
        return headline_block(blocks, own_features(blocks, [[]] * len(blocks), [[]] * len(blocks), title))

    assert found("<p>The mill</p><h2>The mill</h2>", "The mill") == 1
    assert found("<h1>Vale</h1><p>The mill</p>", "The mill") == 1
    assert found("<p>One</p><h1>Vale</h1>", "The mill") == 1
    assert found("<p>One</p>", "The mill") is None
