from __future__ import annotations

import re

import pytest

from benchmarks import repetition
from benchmarks.one_site import pages_of_one_site
from benchmarks.sets import GoldPage
from cleaners import Page


def gold(name: str, url: str | None = None) -> GoldPage:
    return GoldPage(name, Page("text", "a", url=url), body=("a",))


def test_an_invented_site_is_the_same_each_time_and_repeats_itself_alone() -> None:
    first, again = pages_of_one_site("html", 30), pages_of_one_site("html", 30)
    assert first == again
    paragraphs = [part for page in first for part in page.body if part not in page.wanted]
    assert len(set(paragraphs)) == len(paragraphs)
    assert all(line in page.page.content for page in first for line in (*page.body, *page.unwanted))


def test_pages_are_grouped_by_host_or_by_what_their_id_says() -> None:
    pages = [gold(f"x{n}", f"https://www.bao.example/{n}") for n in range(3)]
    pages += [gold(f"2012_nui.example_{n}") for n in range(3)] + [gold("lone", "http://lone.example/")]
    found = repetition.grouped(pages, re.compile(r"_([a-z.]+)_"))
    assert [site for site, _ in found] == ["bao.example"] * 3 + ["nui.example"] * 3
    assert len(repetition.grouped(pages, None)) == 3


@pytest.mark.parametrize("kind", ["text", "html"])
def test_comparing_pages_removes_what_the_site_says_and_keeps_what_authors_say(kind: str) -> None:
    pages = [("site", page) for page in pages_of_one_site("text" if kind == "text" else "html", 12)]
    for case in repetition.compare(pages):
        assert all(line in case.alone and line not in case.together for line in case.gold.unwanted)
        assert all(line in case.together for line in case.gold.wanted if line in case.alone)


def test_the_table_has_a_row_for_each_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert repetition.main(["--pages", "4"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split("|")[1].strip() for row in rows[2:]] == [
        f"an invented site, {kind}, {how}" for kind in ("text", "html") for how in ("alone", "together")
    ]
