from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from schemas.errors import Fault
from schemas.problem import PROBLEMS, ProblemSchema, ProblemType, make_problem

#: what callers rely on
STATUSES = {
    "malformed-request": 400,
    "unauthenticated": 401,
    "not-found": 404,
    "method-not-allowed": 405,
    "not-acceptable": 406,
    "unsupported-media-type": 415,
    "page-too-large": 413,
    "invalid-request": 422,
    "no-article": 422,
    "saturated": 503,
    "deadline-exceeded": 504,
    "page-crashed-parser": 500,
    "internal-error": 500,
}


def test_slugs_and_statuses_do_not_change() -> None:
    assert {slug: problem.status for slug, problem in PROBLEMS.items()} == STATUSES


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_every_problem_explains_itself(problem: ProblemType) -> None:
    assert problem.uri == f"/problems/{problem.slug}"
    assert problem.status in list(HTTPStatus)
    assert not problem.title.endswith(".")
    assert problem.cause.endswith(".")
    assert problem.remedy.endswith(".")


def test_no_two_problems_have_the_same_title() -> None:
    assert len({problem.title for problem in PROBLEMS.values()}) == len(PROBLEMS)


@pytest.mark.parametrize("slug", PROBLEMS)
def test_every_problem_fits_its_schema(slug: str) -> None:
    made = make_problem(slug, detail="It is so.", instance="/v1/articles", request_id="a1")
    assert ProblemSchema().validate(made) == {}
    assert set(made) == {"type", "title", "status", "detail", "instance", "request_id"}


def test_a_problem_lists_faults_and_what_was_removed() -> None:
    made: dict[str, Any] = make_problem(
        "invalid-request",
        detail="It is so.",
        instance="/v1/articles",
        request_id="a1",
        faults=[Fault("/url", "This is no address.")],
        removed_counts={"navigation": 3},
    )
    assert made["errors"] == [{"pointer": "/url", "detail": "This is no address."}]
    assert made["removed_counts"] == {"navigation": 3}
    assert ProblemSchema().validate(made) == {}


def test_a_blank_page_has_nothing_removed_and_says_so() -> None:
    made = make_problem("no-article", detail="Blank.", instance="/v1/articles", request_id="a1", removed_counts={})
    assert made["removed_counts"] == {}


def test_there_is_no_problem_without_a_type() -> None:
    with pytest.raises(KeyError):
        make_problem("odd", detail="It is so.", instance="/", request_id="a1")
