"""Which lines are taken for the body, given how likely each is."""

from __future__ import annotations

from itertools import product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.text.features import NAMES
from cleaners.text.lines import split_lines
from cleaners.text.scorer import likely_body, line_scores, model
from tests.cleaners.text.drafting import STORY, page_of


def chosen(*lines: tuple[int, float]) -> list[bool]:
    """The choice among lines of so many words and such log-odds."""
    sent = "\n".join(" ".join(["word"] * words) for words, _ in lines)
    return likely_body(split_lines(sent), [score for _, score in lines])


def test_the_shipped_model_wants_the_features_there_are() -> None:
    assert model().names == NAMES


def test_lines_beyond_doubt_are_taken_and_others_left() -> None:
    assert chosen((3, -9), (20, 9), (30, 9), (4, -9)) == [False, True, True, False]


def test_a_likely_line_is_always_taken() -> None:
    assert chosen((20, 0.1), (20, 20.0)) == [True, True]


def test_where_nothing_is_sure_more_is_taken() -> None:
    unsure = (20, -0.4)
    assert chosen(unsure, unsure, unsure) == [True, True, True]
    assert chosen(unsure, (400, 9.0))[0] is False


def test_a_page_of_chrome_only_may_still_choose_but_never_fails() -> None:
    assert len(chosen((2, -30), (2, -30))) == 2
    assert likely_body([], []) == []


def test_scores_beyond_all_measure_do_no_harm() -> None:
    assert chosen((10, 1e6), (10, -1e6)) == [True, False]


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(-6, 6)), min_size=1, max_size=7))
def test_no_other_choice_has_a_better_expected_f1(lines: list[tuple[int, float]]) -> None:
    odds = [1 / (1 + exp(-score)) for _, score in lines]
    sizes = [words for words, _ in lines]
    total = sum(o * s for o, s in zip(odds, sizes, strict=True))

    def value(choice: tuple[bool, ...] | list[bool]) -> float:
        hit = sum(o * s for o, s, c in zip(odds, sizes, choice, strict=True) if c)
        taken = sum(s for s, c in zip(sizes, choice, strict=True) if c)
        return 2 * hit / (taken + total)

    best = max(value(choice) for choice in product([True, False], repeat=len(lines)))
    mine = chosen(*lines)
    # a line more likely than not is taken even where F1 would do without it
    if all(o <= 0.5 for o, c in zip(odds, mine, strict=True) if c):
        assert value(mine) == pytest.approx(best)
    assert all(c for o, c in zip(odds, mine, strict=True) if o >= 0.5)


def test_prose_scores_above_menus() -> None:
    lines = split_lines(page_of("Trang chủ", "Tin tức", "Liên hệ", STORY, "Đang online: 12", "Hôm nay: 2.611"))
    scores = line_scores(lines, "vi")
    assert min(scores[3:9]) > max(*scores[:3], *scores[9:])
