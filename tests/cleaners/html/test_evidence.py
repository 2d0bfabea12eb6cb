"""What is known of a page before its body is chosen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cleaners.html.evidence import Evidence, gather
from cleaners.html.features import NAMES
from cleaners.page import Options, Page

PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
    "The council gave a loan of forty thousand crowns and asks no interest for two years.",
]
MENU = "<nav><a href='/'>Home</a></nav>"
STORY = "<h1>Workers buy the old mill</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def evidence_of(body: str, head: str = "", options: Options | None = None, **hints: Any) -> Evidence:
    markup = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    return gather(Page("html", markup, **hints), options or Options())


def taken(evidence: Evidence, flags: list[bool]) -> list[str]:
    return [block.text for block, flag in zip(evidence.blocks, flags, strict=True) if flag]


def test_both_extractors_say_which_blocks_they_take() -> None:
    evidence = evidence_of(f"{MENU}<article>{STORY}</article>")
    second = taken(evidence, evidence.second)
    first = taken(evidence, evidence.first)
    assert set(PARAGRAPHS) <= set(first)
    assert set(PARAGRAPHS) <= set(second)
    assert "Home" not in first + second


def test_blocks_beyond_hope_have_no_row_and_the_others_one_number_for_each_feature() -> None:
    evidence = evidence_of(f"{MENU}<article>{STORY}</article>")
    rows = dict(zip((block.text for block in evidence.blocks), evidence.rows(evidence.first), strict=True))
    assert rows["Home"] is None
    assert len(rows[PARAGRAPHS[0]] or []) == len(NAMES)


def test_a_text_that_json_ld_gives_is_looked_up_and_a_teaser_is_not() -> None:
    def stating(text: str) -> Evidence:
        data = json.dumps({"@type": "NewsArticle", "headline": "Mill", "articleBody": text})
        return evidence_of(STORY, f"<script type='application/ld+json'>{data}</script>")

    whole = stating(" ".join(PARAGRAPHS * 2))
    assert taken(whole, whole.stated or []) == PARAGRAPHS
    assert stating(PARAGRAPHS[0]).stated is None
    assert evidence_of(STORY).stated is None


def test_words_and_rules_are_looked_up_once_for_each_block() -> None:
    evidence = evidence_of(f"{STORY}<p>Share this article</p>")
    assert len(evidence.tokens) == len(evidence.hits) == len(evidence.blocks)
    assert evidence.tokens[-1] == ["share", "this", "article"]


def test_an_enormous_block_is_judged_by_its_beginning() -> None:
    evidence = evidence_of(f"{STORY}<p>{'wheel ' * 100_000}</p>")
    assert len(evidence.blocks[-1].text) > 500_000
    assert len(evidence.tokens[-1]) < 20_000


def test_the_language_is_the_callers_or_the_pages_or_that_of_its_words() -> None:
    assert evidence_of(STORY, language="nl").language == "nl"
    assert evidence_of(STORY).language == "en"


def test_addresses_are_relative_to_the_base_element_or_the_page() -> None:
    base = "<base href='https://files.example/'>"
    assert evidence_of(STORY, base, url="https://vale.example/1").base == "https://files.example/"
    assert evidence_of(STORY, url="https://vale.example/1").base == "https://vale.example/1"


@pytest.mark.parametrize(
    ("head", "url", "base"),
    [
        ("<link rel='canonical' href='https://vale.example/a/1'>", None, "https://vale.example/a/1"),
        ("<meta property='og:url' content='http://vale.example/a/1'>", None, "http://vale.example/a/1"),
        ("<link rel='canonical' href='https://vale.example/a/1'>", "https://hill.example/b", "https://hill.example/b"),
        ("<base href='/c/'><link rel='canonical' href='https://vale.example/a/1'>", None, "https://vale.example/c/"),
        ("<base href='https://hill.example/'><link rel='canonical' href='/a/1'>", None, "https://hill.example/"),
        ("<base href='data:,'><link rel='canonical' href='https://vale.example/a'>", None, "https://vale.example/a"),
        ("<link rel='canonical' href='/a/1'>", None, None),
        ("<base href='/c/'>", None, None),
        ("<link rel='canonical' href='app://vale/a'>", None, None),
    ],
)
def test_where_nobody_else_says_where_the_page_lives_its_own_word_counts(
    head: str, url: str | None, base: str | None
) -> None:
    assert evidence_of(STORY, head, url=url).base == base


def test_structure_is_read_only_when_a_rendering_is_asked_for() -> None:
    assert evidence_of(STORY, options=Options(include=frozenset({"segments"}))).places is None
    asked = evidence_of(STORY, options=Options(include=frozenset({"markdown"})))
    assert len(asked.places or []) == len(asked.blocks)


def test_a_page_whose_end_is_cut_off_is_not_whole() -> None:
    assert evidence_of(STORY).whole
    assert not evidence_of(STORY + "<table>" + "<tr><td>a</td><td>b</td></tr>" * 20_000 + "</table>").whole


def test_the_second_extractor_is_spared_pages_that_nest_without_end() -> None:
    evidence = evidence_of(f"{STORY}{'<div>' * 5_000}")
    assert evidence.unwieldy
    assert not any(evidence.second)
    assert any(evidence.first)
