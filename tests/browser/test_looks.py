"""For every eye and every hand: light and dark, wide and narrow, and what axe has to say about each state."""

from __future__ import annotations

from typing import Any

import pytest

from service.routes.pages import SAMPLES
from tests.browser.conftest import Open, Watched
from tests.service.support import Server

WIDE: Any = {"width": 1280, "height": 800}
PHONE: Any = {"width": 360, "height": 740}


def states(watched: Watched) -> dict[str, list[str]]:
    """Go through the states of the playground; what axe finds in each."""
    page = watched.page
    found = {"empty": watched.barriers()}
    page.click("text=API key")
    page.click("text=What you know about it")
    found["opened"] = watched.barriers()
    page.keyboard.press("Escape")
    page.click("text=English news")
    watched.article()
    page.hover(".piece >> nth=2")
    found["article"] = watched.barriers()
    page.locator("#legend button").first.click()
    found["filtered"] = watched.barriers()
    for tab in ("json", "markdown", "jsonld", "curl"):
        page.click(f"#tab-{tab}")
        page.wait_for_selector(f"#panel-{tab} pre")
        found[tab] = watched.barriers()
    page.click("#tab-source")
    page.click("text=Home page, no article")
    watched.problem()
    found["problem"] = watched.barriers()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_in_any_state(server: Server, visit: Open, scheme: str, size: Any) -> None:
    watched = visit(server, color_scheme=scheme, viewport=size)
    assert {state: barriers for state, barriers in states(watched).items() if barriers} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_problem_page(server: Server, visit: Open, scheme: str) -> None:
    watched = visit(server, "/problems/no-article", color_scheme=scheme)
    assert watched.page.is_visible("text=What to do")
    assert watched.barriers() == []


def test_dark_is_dark_and_light_is_light(server: Server, visit: Open) -> None:
    shade = """() => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
    }"""
    for path in ("/", "/docs", "/problems/saturated"):
        assert visit(server, path, color_scheme="dark").page.evaluate(shade) < 60
        assert visit(server, path, color_scheme="light").page.evaluate(shade) > 200


@pytest.mark.parametrize("sample", [words for _, words in SAMPLES])
def test_nothing_sticks_out_of_a_phone(server: Server, visit: Open, sample: str) -> None:
    page = visit(server, viewport=PHONE).page
    page.click(f"text={sample}")
    page.wait_for_selector("#panel-article :is(.headline, .problem)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    ends = "[...document.querySelectorAll('#panel-article *')].map((each) => each.getBoundingClientRect().right)"
    assert max(page.evaluate(ends)) <= 360
    # the answer has been brought into sight
    assert page.evaluate("document.querySelector('#result').getBoundingClientRect().top") < 740


def test_the_panes_stand_side_by_side_where_there_is_room(server: Server, visit: Open) -> None:
    page = visit(server).page
    left, right = page.locator("#page").bounding_box(), page.locator("#result").bounding_box()
    assert left and right
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
