"""Which blocks are chosen."""

from __future__ import annotations

from cleaners.html.body import HOPELESS, SURE, best_choice, choose_body, doubtful_text, settled
from cleaners.html.evidence import Evidence, gather
from cleaners.page import Options, Page

SENTENCE = "The mill by the river was sold to its workers on Monday, said the mayor of the town of Vale."
STORY = "".join(f"<p>{SENTENCE} It was the year {year}.</p>" for year in (1911, 1912, 1913, 1914))


def evidence_of(body: str) -> Evidence:
    return gather(Page("html", f"<html lang='en'><body>{body}</body></html>"), Options())


def chosen(body: str, *likely: bool) -> list[bool]:
    evidence = evidence_of(body)
    assert len(evidence.blocks) == len(likely)
    return settled(evidence, list(likely))


def test_a_story_is_chosen_and_the_menu_above_it_is_not() -> None:
    evidence = evidence_of(f"<nav><a href='/'>Home</a></nav><article>{STORY}</article>")
    body = choose_body(evidence)
    assert body.keep == [False, True, True, True, True]
    assert body.scores[0] < 0 < min(body.scores[1:])
    assert body.kind == "article"


def test_trafilatura_is_asked_only_where_the_trees_doubt() -> None:
    sure = evidence_of(f"<article><h1>Workers buy the mill</h1>{STORY * 3}</article>")
    body = choose_body(sure)
    assert (body.candidate, body.promise) == ("blocks", body.alone)
    assert body.promise >= SURE
    assert "first" not in vars(sure)
    unsure = evidence_of("<p>Wheel</p><p>Wheel, stone and flour.</p><p>Call us</p><p>Mill</p>")
    body = choose_body(unsure)
    assert body.alone < SURE
    assert body.candidate != "blocks"
    assert "first" in vars(unsure)


def test_the_choice_is_the_one_with_the_best_expected_f1() -> None:
    assert best_choice([4.0, 4.0, -4.0], [50, 50, 50], 1.0)[0] == [True, True, False]
    sure = best_choice([6.0, 6.0, -0.5], [50, 50, 20], 1.0)
    unsure = best_choice([0.3, -0.3, -0.5], [50, 50, 20], 1.0)
    assert sure[0] == [True, True, False]
    assert unsure[0] == [True, True, True], "where nothing is certain, more is taken"
    assert sure[1] > 0.9 > unsure[1]


def test_a_page_that_is_no_article_is_read_more_generously() -> None:
    scores, sizes = [2.0, 1.5, -0.55, -3.0], [60, 60, 60, 60]
    assert best_choice(scores, sizes, 1.0)[0] == [True, True, False, False]
    assert best_choice(scores, sizes, 0.0)[0] == [True, True, True, False]


def test_blocks_beyond_hope_are_never_chosen_and_a_blank_page_promises_nothing() -> None:
    assert best_choice([HOPELESS, HOPELESS], [10, 10], 1.0) == ([False, False], 0.0)
    assert best_choice([], [], 1.0) == ([], 0.0)


def test_where_nothing_is_likely_the_doubtful_text_that_trafilatura_takes_stands() -> None:
    evidence = evidence_of(f"<article>{STORY}</article>")
    assert doubtful_text(evidence, [-0.85] * 4) == [True] * 4
    assert doubtful_text(evidence, [-5.35] * 4) == [False] * 4
    assert doubtful_text(evidence_of("<p>Wheel</p>"), [-0.85]) == [False]


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
