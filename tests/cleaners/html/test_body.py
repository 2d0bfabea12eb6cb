"""Which blocks are chosen."""

from __future__ import annotations

from cleaners.html.body import THRESHOLD, body_scores, choose
from cleaners.html.evidence import Evidence, gather
from cleaners.page import Options, Page

SENTENCE = "The mill by the river was sold to its workers on Monday, said the mayor of the town of Vale."
LIKELY, UNLIKELY = THRESHOLD + 1, THRESHOLD - 3


def evidence_of(body: str) -> Evidence:
    return gather(Page("html", f"<html lang='en'><body>{body}</body></html>"), Options())


def chosen(body: str, *likely: bool) -> list[bool]:
    evidence = evidence_of(body)
    assert len(evidence.blocks) == len(likely)
    return choose(evidence, [LIKELY if one else UNLIKELY for one in likely])


def test_a_story_scores_above_the_menu_around_it() -> None:
    paragraphs = "".join(f"<p>{SENTENCE} It was the year {year}.</p>" for year in (1911, 1912, 1913, 1914))
    evidence = evidence_of(f"<nav><a href='/'>Home</a></nav><article>{paragraphs}</article>")
    scores = body_scores(evidence)
    assert scores[0] < THRESHOLD < min(scores[1:])


def test_blocks_above_the_threshold_are_chosen() -> None:
    assert chosen("<p>One</p><p>Two</p><p>Three</p>", True, False, True) == [True, False, True]


def test_where_nothing_is_likely_the_doubtful_text_of_the_first_extractor_is_taken() -> None:
    body = "".join(f"<p>{SENTENCE} It was the year {year}.</p>" for year in (1911, 1912, 1913, 1914))
    evidence = evidence_of(f"<article>{body}</article>")
    assert choose(evidence, [THRESHOLD - 0.5] * 4) == [True] * 4
    assert choose(evidence, [THRESHOLD - 5] * 4) == [False] * 4


def test_hidden_text_between_paragraphs_is_left_out() -> None:
    body = "<p>One</p><p hidden>Two</p><p>Three</p>"
    assert chosen(body, True, True, True) == [True, False, True]


def test_hidden_text_under_a_heading_unfolds() -> None:
    assert chosen("<p>One</p><h3>How?</h3><div hidden>So</div>", True, True, True) == [True, True, True]


def test_a_hidden_copy_gives_way_to_what_is_shown() -> None:
    assert chosen("<p>One</p><h3>How?</h3><div hidden>One</div>", False, True, True) == [True, True, False]


def test_a_refrain_is_kept_at_the_end_of_each_stanza() -> None:
    body = "".join(f"<p>Stanza {number}</p><p>Turn, wheel!</p>" for number in range(6)) + "<p>x</p><p>Turn, wheel!</p>"
    flags = [True, True] * 5 + [True, False] + [False, False]
    assert chosen(body, *flags) == [True, True] * 6 + [False, False]
