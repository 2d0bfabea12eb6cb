"""Tables and lists that are kept whole."""

from __future__ import annotations

import pytest

from cleaners.html.evidence import gather
from cleaners.html.groups import kept_tables, with_groups_whole
from cleaners.page import Options, Page

TABLE = "<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9 to 12</td></tr></table>"
LIST = "<ul><li>Stone</li><li>Wheel</li></ul>"


def whole(body: str, kept: set[str], scores: dict[str, float] | None = None) -> set[str]:
    """The texts that are kept of ``body`` when ``kept`` were chosen; blocks score 2 when chosen, else -1."""
    evidence = gather(Page("html", f"<html><body>{body}</body></html>"), Options())
    keep = [block.text in kept for block in evidence.blocks]
    odds = [(scores or {}).get(block.text, 2.0 if block.text in kept else -1.0) for block in evidence.blocks]
    found = with_groups_whole(evidence, odds, keep)
    return {block.text for block, one in zip(evidence.blocks, found, strict=True) if one}


def test_a_table_of_which_a_good_part_is_kept_is_kept_whole() -> None:
    assert whole(f"<div>{TABLE}</div>", {"Hours", "Monday"}) == {"Day", "Hours", "Monday", "9 to 12"}
    assert whole(f"<div>{TABLE}</div>", {"Day"}) == set(), "a fifth of it is not enough, and says nothing alone"


@pytest.mark.parametrize("table", [TABLE, f"<figure>{TABLE}</figure>"])
@pytest.mark.parametrize("after", ["", "<p>Bo Lind</p>", "<footer>Harbour Post</footer>"])
def test_a_table_of_data_that_goes_on_from_the_text_is_kept_at_its_end_too(table: str, after: str) -> None:
    assert whole(f"<div><p>They open:</p>{table}{after}</div>", {"They open:"}) >= {"Day", "Hours", "Monday", "9 to 12"}


@pytest.mark.parametrize(
    "body",
    [
        f"<div><p>They open:</p></div><div>{TABLE}<p>Menu</p></div>",
        f"<div><p>They open:</p><p>Share</p>{TABLE}</div>",
        f"<div><h2>They open:</h2>{TABLE}</div>",
        f"<div><p>They open:</p>{LIST}</div>",
        "<div><p>They open:</p><table><tr><td>Day</td></tr><tr><td>Monday</td></tr></table></div>",
        f"<div><p>They open:</p><table>{2 * '<tr><td>Mill is sold</td><td>Quay is built</td></tr>'}</table></div>",
    ],
    ids=["elsewhere", "something between", "a heading", "a list", "one column", "neither headers nor figures"],
)
def test_what_only_stands_below_the_text_is_no_part_of_it(body: str) -> None:
    assert whole(body, {"They open:"}) == {"They open:"}


def test_a_table_that_is_likely_chrome_is_not_kept_for_where_it_stands() -> None:
    body = f"<div><p>They open:</p>{TABLE}</div>"
    assert whole(body, {"They open:"}, {"They open:": 2.0, "Monday": -2.2}) == {"They open:"}


def test_a_list_between_two_paragraphs_of_the_body_belongs_to_it() -> None:
    body = f"<div><p>They bought:</p>{LIST}<p>It was enough.</p></div>"
    assert "Stone" in whole(body, {"They bought:", "It was enough."})
    assert "Stone" not in whole(body, {"They bought:"})
    assert "Stone" not in whole(f"<div><p>They bought:</p></div>{LIST}<p>It was enough.</p>", {"They bought:"})


@pytest.mark.parametrize(
    "items",
    [
        "<ul><li><a href='/1'>Stone</a></li><li><a href='/2'>Wheel</a></li></ul>",
        "<ul hidden><li>Stone</li><li>Wheel</li></ul>",
        f"<ul>{'<li>Stone</li>' * 500}</ul>",
    ],
    ids=["linked", "hidden", "endless"],
)
def test_menus_hidden_and_endless_lists_stay_out(items: str) -> None:
    kept = {"They bought:", "It was enough."}
    assert whole(f"<div><p>They bought:</p>{items}<p>It was enough.</p></div>", kept) == kept


def test_what_is_plainly_chrome_speaks_against_its_list() -> None:
    kept = {"They bought:", "It was enough."}
    body = f"<div><p>They bought:</p>{LIST}<p>It was enough.</p></div>"
    assert whole(body, kept, dict.fromkeys(kept, 2.0) | {"Wheel": -4.0}) == kept


ROWS = "<tr><td>Stone</td><td>12</td></tr><tr><td>Wheel</td><td>9</td></tr>"


def held(body: str, kept: set[str]) -> set[str]:
    """The texts of the blocks in the tables of ``body`` that are held when ``kept`` were chosen."""
    evidence = gather(Page("html", f"<html><body>{body}</body></html>"), Options())
    found = kept_tables(evidence, [block.text in kept for block in evidence.blocks])
    return {evidence.blocks[number].text for number in found}


def test_a_table_of_data_is_held_when_half_of_it_is_kept() -> None:
    whole = {"Stone", "12", "Wheel", "9"}
    assert held(f"<table>{ROWS}</table>", {"Stone", "Wheel"}) == whole
    assert held(f"<table>{ROWS.replace('12', '<p>12</p>')}</table>", {"Stone", "Wheel"}) == whole
    assert held(f"<table>{ROWS}</table>", {"12"}) == set()


def test_a_table_that_lays_out_the_page_is_not_held() -> None:
    kept = {"Stone", "Wheel"}
    assert held(f"<table><tr><td>{ROWS}</td></tr></table>".replace("<td>12</td>", ""), kept) == set()
    assert held(f"<table>{ROWS.replace('9', 'mill ' * 200)}</table>", {"mill " * 199 + "mill"}) == set()
    assert held(f"<table><tr><td><table>{ROWS}</table></td><td>Menu</td></tr></table>", kept) == kept | {"12", "9"}
