"""What rules cost is counted, not timed: how much text the automata are handed, and that they are automata."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
import re2

from cleaners import CleaningError, Page, clean
from cleaners.rules.engine import RuleSet, rule_book
from cleaners.rules.pack import BrokenPack, options

#: lines that make back-tracking matchers despair
LINES = {
    "one letter": "a",
    "digits": "1",
    "blanks": " \t",
    "a date that never ends": "12/",
    "brackets": "((",
    "words": "cho ",
    "counter": "Lượt truy cập: 1.",
    "address": "a@b.",
}


class Counting:
    """An automaton's matcher that counts the bytes it is handed."""

    def __init__(self, match: Any) -> None:
        self._match = match
        self.calls = 0
        self.read = 0

    def __call__(self, line: bytes) -> Any:
        self.calls += 1
        self.read += len(line)
        return self._match(line)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> tuple[RuleSet, list[Counting]]:
    """All rules of all packs, every automaton counting."""
    rules = RuleSet(rule_book().rules)
    counters = [Counting(match) for match, _ in rules._matchers]
    indices = [each for _, each in rules._matchers]
    monkeypatch.setattr(rules, "_matchers", list(zip(counters, indices, strict=True)))
    return rules, counters


@pytest.mark.parametrize("piece", LINES.values(), ids=LINES.keys())
def test_a_line_is_read_once_by_each_automaton_however_long_it_is(
    counted: tuple[RuleSet, list[Counting]], piece: str
) -> None:
    rules, counters = counted
    for length in (1_000, 1_000_000):
        line = (piece * length)[:length]
        for counter in counters:
            counter.calls = counter.read = 0
        rules.match(line)
        assert {(counter.calls, counter.read) for counter in counters} == {(1, len(line.encode()))}


def test_every_rule_is_an_automaton_of_bounded_size() -> None:
    for rule in rule_book().rules:
        compiled = re2.compile(rule.expression, options())
        # RE2's work on a line is at most the program's size times the line's length
        assert 0 < compiled.programsize < 100_000, rule.id


def test_what_rules_read_of_a_page_grows_with_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    match = RuleSet.match

    def counting(self: RuleSet, line: str) -> Any:
        nonlocal read
        read += len(line)
        return match(self, line)

    monkeypatch.setattr(RuleSet, "match", counting)
    amounts = []
    for count in (1_000, 2_000, 4_000):
        read = 0
        lines = [f"Lượt truy cập: {number} người. Họp chợ ngày {number % 28}/12/2025." for number in range(count)]
        with contextlib.suppress(CleaningError):
            clean(Page("text", "\n".join(["cho " * 100 * count, *lines])))
        amounts.append(read)
    assert amounts[0] > 0
    assert amounts[1] <= 2.2 * amounts[0]
    assert amounts[2] <= 2.2 * amounts[1]


@pytest.mark.parametrize("pattern", [r"(a+)\1", "(?=a)b", "(?<!a)b", "(?>a+)b"])
def test_patterns_without_linear_time_are_refused(tmp_path: Path, pattern: str) -> None:
    pack = f"""
pack: own
language: null
rules:
  - id: own.counter.slow
    kind: counter
    pattern: '{pattern}'
    example: aab
"""
    (tmp_path / "own.yaml").write_text(pack)
    with pytest.raises(BrokenPack, match=r"own\.counter\.slow"):
        rule_book(str(tmp_path))
