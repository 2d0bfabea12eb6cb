"""Every case comes back as expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cases.harness import answer_to, broken_promises, cases, differences, read_page


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_case_comes_back_as_expected(case: Path) -> None:
    page = read_page(case)
    answer = answer_to(page)
    expected = json.loads((case / "article.json").read_text(encoding="utf-8"))
    assert differences(expected, answer) == []
    assert broken_promises(page, answer) == []
