"""What the elements around a block hold."""

from __future__ import annotations

import math

import pytest

from cleaners.html.blocks import read_layout
from cleaners.html.containers import CONTAINER_NAMES, Containers, distances
from cleaners.html.tree import parse

SENTENCE = "The mill by the river was sold to its workers on Monday, said the mayor, who knows them all."
OTHER = "Nobody had expected the price, which was low; the roof leaks, the former owner said to us."


def rows_of(body: str, title: int | None = None) -> list[dict[str, float]]:
    layout = read_layout(parse(f"<html><body>{body}</body></html>"))
    containers = Containers(layout, title)
    return [dict(zip(CONTAINER_NAMES, containers.row(n), strict=True)) for n in range(len(layout.blocks))]


def test_the_element_with_most_of_the_prose_is_found_and_links_do_not_count() -> None:
    teasers = "".join(f"<p><a href='/{n}'>{OTHER}</a></p>" for n in range(6))
    rows = rows_of(f"<div><p>{SENTENCE}</p><p>{OTHER}</p></div><section>{teasers}</section>")
    assert [row["in_prose"] for row in rows] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert rows[0]["prose_parent"] == 1
    assert rows[2]["prose_parent"] == 0
    assert rows[2]["prose_levels"] == 2


def test_the_share_of_a_page_that_an_element_holds_is_known() -> None:
    rows = rows_of("<div><p>abcd</p><p>ef.</p></div><p>xyz</p>")
    assert rows[0]["held_share"] == pytest.approx(7 / 10)
    assert rows[0]["held_final"] == pytest.approx(1 / 2)
    assert rows[0]["held_mean"] == pytest.approx(math.log(1 + 7 / 2))
    assert rows[0]["above_share"] == 1
    assert rows[2]["held_share"] == 1


def test_blocks_of_one_shape_are_counted_together_whatever_their_number() -> None:
    rows = rows_of("<div class='a1'><p class='c'>One.</p></div><div class='a2'><p class='c'>Two</p></div><p>Three</p>")
    assert [row["shape_count"] for row in rows] == [2, 2, 1]
    assert rows[0]["shape_final"] == pytest.approx(1 / 2)


def test_a_block_knows_how_far_it_is_from_prose_and_from_the_title() -> None:
    rows = rows_of(f"<h1>Mill</h1><div><p>{SENTENCE}</p></div><p>Far</p>", title=0)
    assert [row["to_prose"] for row in rows] == [1, 0, 1]
    assert [row["since_title"] for row in rows] == [0, 1, 2]
    assert [row["title_levels"] for row in rows] == [0, 2, 1]
    assert rows_of("<p>One</p>")[0]["since_title"] == -99


def test_articles_of_a_page_are_numbered() -> None:
    rows = rows_of("<article><p>One</p></article><article><p>Two</p></article><p>Three</p>")
    assert [row["article_number"] for row in rows] == [1, 2, 0]
    assert rows[0]["article_share"] == pytest.approx(3 / 11)


def test_hidden_text_is_no_prose() -> None:
    rows = rows_of(f"<div><p>{SENTENCE}</p></div><div hidden><p>{SENTENCE}</p><p>{SENTENCE}</p></div>")
    assert [row["in_prose"] for row in rows] == [1, 0, 0]


def test_distances_are_counted_to_the_nearest_mark_and_bounded() -> None:
    assert distances(5, [1, 4]) == [1, 0, 1, 1, 0]
    assert distances(40, [0])[-1] == 30
    assert distances(2, []) == [30, 30]
