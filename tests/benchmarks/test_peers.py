"""Comparing extractors page for page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.bootstrap import paired_difference, set_f1
from benchmarks.extractors import BASELINE, EXTRACTORS, HTML_PEERS, MODULES, OWN, as_html, wrapped
from benchmarks.measure import BodyScore
from benchmarks.tables import markdown_table
from cleaners import Page

GOOD, POOR = BodyScore(1.0, 1.0), BodyScore(0.5, 0.5)
ARTICLE = "The council opened the new bridge on Monday morning, and the ferry that it replaces made its last crossing."


def test_the_same_scores_do_not_differ() -> None:
    difference = paired_difference([GOOD, POOR] * 10, [GOOD, POOR] * 10)
    assert (difference.value, difference.low, difference.high) == (0.0, 0.0, 0.0)


def test_a_better_extractor_lies_above_nothing_and_inside_its_interval() -> None:
    ours, theirs = [GOOD] * 8 + [POOR] * 2, [GOOD] * 2 + [POOR] * 8
    difference = paired_difference(ours, theirs)
    assert 0 < difference.low <= difference.value <= difference.high
    assert difference.value == pytest.approx(set_f1(ours) - set_f1(theirs))
    assert paired_difference(ours, theirs) == difference


def test_scores_of_different_pages_are_not_compared() -> None:
    with pytest.raises(ValueError, match="same pages"):
        paired_difference([GOOD], [GOOD, POOR])


def test_a_text_becomes_paragraphs_and_html_stays_as_it_is() -> None:
    assert wrapped("a < b\n\nc") == "<html><body>\n<p>a &lt; b</p>\n<p>c</p>\n</body></html>"
    assert as_html(Page("html", "<p>x")) == "<p>x"


def test_every_peer_that_needs_a_library_of_its_own_names_it() -> None:
    assert set(MODULES) <= set(EXTRACTORS)
    assert peers.installed(BASELINE)
    assert {OWN, BASELINE} <= set(peers.contenders_for("html"))
    assert peers.contenders_for("text", only=[OWN]) == [OWN, BASELINE]


def test_the_baseline_reads_wrapped_text() -> None:
    assert ARTICLE in HTML_PEERS[BASELINE](Page("text", ARTICLE)).article["text"]


def test_the_command_prints_a_table_a_set_and_one_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    markup = f"<html><body><article><p>{ARTICLE}</p></article></body></html>"
    pages = [{"id": kind, "html": markup, "body": [ARTICLE], "type": kind} for kind in ("news", "forum")]
    (tmp_path / "html-mixed.jsonl").write_text("\n".join(map(json.dumps, pages)))
    report = tmp_path / "report.json"
    assert peers.main(["--data", str(tmp_path), "--only", BASELINE, "--workers", "1", "--json", str(report)]) == 0
    printed = capsys.readouterr().out
    assert "| html-mixed" in printed
    assert "F1 by kind" in printed
    assert json.loads(report.read_text())["html-mixed"][BASELINE]["recall"] == 1.0
    assert peers.main(["--data", str(tmp_path / "nowhere")]) == 2


def test_a_table_is_padded_and_its_figures_are_flush_right() -> None:
    assert markdown_table(("set", "F1"), [("news", "0.9")]).splitlines() == [
        "| set  |  F1 |",
        "| ---- | --: |",
        "| news | 0.9 |",
    ]
