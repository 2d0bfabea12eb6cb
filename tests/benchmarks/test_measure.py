"""The measure, on answers small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measure import body_score, f1, fold, line_score, same_value, shingles, snippet_found

BODY = ("the ferry to the island runs again", "tickets are sold on the pier from six in the morning")
paragraphs = st.lists(st.text(alphabet="abcdefg ", min_size=1).filter(str.strip), min_size=1, max_size=6)


def test_the_gold_itself_scores_one() -> None:
    score = body_score(BODY, (), "\n\n".join(BODY))
    assert (score.precision, score.recall) == (1.0, 1.0)


@given(paragraphs)
def test_any_gold_scores_one_against_itself(gold: list[str]) -> None:
    score = body_score(gold, (), "\n\n".join(gold))
    assert (score.precision, score.recall) == (1.0, 1.0)


@given(paragraphs, paragraphs)
def test_precision_and_recall_change_places_when_gold_and_answer_do(gold: list[str], answer: list[str]) -> None:
    there = body_score(gold, (), "\n".join(answer))
    back = body_score(answer, (), "\n".join(gold))
    if sum(map(len, gold)) and sum(map(len, answer)):
        assert (there.precision, there.recall) == (back.recall, back.precision)


def test_an_empty_answer_has_neither_precision_nor_recall() -> None:
    score = body_score(BODY, (), "")
    assert (score.precision, score.recall) == (0.0, 0.0)


def test_added_chrome_costs_precision_and_no_recall() -> None:
    score = body_score(("one two three four five",), (), "one two three four five six seven eight")
    assert (score.precision, score.recall) == (2 / 5, 1.0)


def test_a_lost_paragraph_costs_recall_and_no_precision() -> None:
    score = body_score(("one two three four five six seven",), (), "one two three four")
    assert (score.precision, score.recall) == (1.0, 1 / 4)


def test_a_passage_printed_twice_counts_twice() -> None:
    assert body_score(("one two three four",), (), "one two three four\none two three four").precision == 1 / 5


def test_words_are_compared_one_by_one_when_there_are_fewer_than_four() -> None:
    score = body_score(("two words",), (), "two others")
    assert (score.precision, score.recall) == (0.5, 0.5)


def test_a_neutral_line_counts_neither_way() -> None:
    neutral = ("Photo: a pier at dawn",)
    answer = f"{BODY[0]}\nphoto: A PIER at dawn\n{BODY[1]}"
    assert body_score(BODY, neutral, answer) == body_score(BODY, neutral, "\n".join(BODY))


def test_a_neutral_passage_glued_to_a_body_line_is_taken_out() -> None:
    answer = f"{BODY[0]} photo a pier at dawn {BODY[1]}"
    assert body_score(BODY, ("photo a pier at dawn",), answer).precision == 1.0


def test_a_neutral_passage_that_the_body_says_too_is_kept_once() -> None:
    body = ("they said the ferry runs again today",)
    answer = "the ferry runs again\nthey said the ferry runs again today"
    score = body_score(body, ("the ferry runs again",), answer)
    assert (score.precision, score.recall) == (1.0, 1.0)


def test_letters_composed_in_two_ways_are_the_same() -> None:
    assert body_score(("tin tức mới nhất",), (), "tin tu\u031b\u0301c mo\u031b\u0301i nha\u0302\u0301t").recall == 1.0


def test_a_shingle_is_a_run_of_words_and_a_bag_counts_it() -> None:
    assert shingles(["a", "b", "a", "b", "a"], 2) == {("a", "b"): 2, ("b", "a"): 2}


def test_a_paragraph_broken_by_a_foreign_word_is_not_found() -> None:
    score = line_score(BODY, (), f"the ferry to the ADVERT island runs again\n{BODY[1]}")
    assert (score.paragraphs_found, score.paragraphs) == (1, 2)


def test_a_paragraph_parted_into_two_lines_is_found() -> None:
    assert line_score(BODY[:1], (), "the ferry to\n\nthe island runs again").paragraphs_found == 1


@pytest.mark.parametrize(
    ("line", "is_chrome"),
    [
        ("share this page with friends", True),
        ("the ferry", False),
        ("the island runs again but nobody told us why so far", True),
        ("the ferry to the island runs again today", False),
        ("a pier at dawn", False),
        ("more", True),
    ],
)
def test_a_line_is_chrome_unless_half_of_its_runs_are_gold(line: str, is_chrome: bool) -> None:
    score = line_score(BODY, ("a pier at dawn",), f"{BODY[0]}\n\n{line}")
    assert (score.chrome_lines, score.lines) == (int(is_chrome), 2)


def test_snippets_are_found_across_line_breaks_and_case() -> None:
    assert snippet_found("Island runs AGAIN", "the ferry to the island\nruns   again")
    assert not snippet_found("ferry island", "the ferry to the island")


@pytest.mark.parametrize(
    ("field", "gold", "given_value", "same"),
    [
        ("title", "The  Ferry", "the ferry", True),
        ("title", "The Ferry", "The Ferry | Harbour News", False),
        ("title", None, None, True),
        ("title", None, "", False),
        ("authors", ["An Pham"], ["an pham"], True),
        ("authors", ["A", "B"], ["B", "A"], False),
        ("authors", [], None, False),
        ("source", {"name": "Harbour News", "url": None}, {"name": "harbour news", "url": None}, True),
        ("source", {"name": "Harbour News", "url": None}, None, False),
        ("title", {"any": ["A", "B"]}, "b", True),
        ("title", {"any": ["A", None]}, "C", False),
        ("view_count", 12, 12, True),
        ("view_count", 12, "12", False),
        ("published_at", "2021-01-15", "2021-01-15T08:41:57+07:00", True),
        ("published_at", "2021-01-15T08:41:57+07:00", "2021-01-15T01:41:57Z", True),
        ("published_at", "2021-01-15T08:41:57+07:00", "2021-01-15T08:41:57", True),
        ("published_at", "2021-01-15T08:41:57", "2021-01-15T08:41:00", False),
        ("published_at", "2021-01-15T08:41:57", "2021-01-15", False),
        ("published_at", "2021-01-15T08:41:57", "soon", False),
        ("published_at", "2021-01-15", None, False),
        ("modified_at", None, "2021-01-15", False),
        ("modified_at", None, None, True),
    ],
)
def test_metadata_is_right_or_wrong(field: str, gold: object, given_value: object, same: bool) -> None:
    assert same_value(field, gold, given_value) is same


@given(st.text())
def test_blanks_around_a_text_do_not_matter(text: str) -> None:
    assert fold(text).split() == fold(" " + text + "\n").split()


def test_f1_of_nothing_is_nothing() -> None:
    assert f1(0.0, 0.0) == 0.0
    assert f1(1.0, 0.5) == pytest.approx(2 / 3)
