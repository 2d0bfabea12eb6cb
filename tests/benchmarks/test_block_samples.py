"""Labelled blocks to train on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.block_samples import SNIPPETS_WEIGHT, BlockSample, read_samples
from cleaners.html.features import NAMES
from cleaners.html.kinds import KIND_NAMES

HEADLINE = "Workers buy the old mill by the river"
PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
]
ADVERT = "Subscribe to our letter and read every story of the valley before your neighbours do."
PAGE = (
    "<html lang='en'><body><nav><a href='/'>Home</a></nav><article>"
    + f"<h1>{HEADLINE}</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + f"<p>{ADVERT}</p></article></body></html>"
)


def samples_of(folder: Path, *pages: dict[str, Any]) -> list[BlockSample]:
    lines = "\n".join(
        json.dumps({"id": str(number), "html": PAGE, "body": []} | page) for number, page in enumerate(pages)
    )
    (folder / "html-mills.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return list(read_samples(folder))


def by_text(sample: BlockSample) -> dict[str, tuple[bool, float]]:
    return dict(zip(sample.texts, zip(sample.labels, sample.weights, strict=True), strict=True))


def test_blocks_of_the_gold_body_are_labelled_and_the_weights_of_a_page_add_up_to_one(tmp_path: Path) -> None:
    (sample,) = samples_of(tmp_path, {"body": PARAGRAPHS})
    found = by_text(sample)
    assert sample.group == "mills"
    assert [text for text, (label, _) in found.items() if label] == PARAGRAPHS
    assert sum(sample.weights) == pytest.approx(1)
    assert found[ADVERT][1] > 0
    assert all(len(row) == len(NAMES) for row in (*sample.alone, *sample.engine))
    assert (len(sample.kind_row), sample.kind) == (len(KIND_NAMES), None)


def test_menus_beyond_hope_and_the_headline_weigh_nothing(tmp_path: Path) -> None:
    (sample,) = samples_of(tmp_path, {"body": [HEADLINE, *PARAGRAPHS]})
    assert by_text(sample)["Home"] == (False, 0)
    assert by_text(sample)[HEADLINE][1] == 0
    assert dict(zip(sample.texts, sample.scored_engine, strict=True))["Home"] is False


def test_what_may_come_back_or_not_weighs_nothing(tmp_path: Path) -> None:
    (sample,) = samples_of(tmp_path, {"body": PARAGRAPHS, "neutral": [ADVERT]})
    assert by_text(sample)[ADVERT] == (False, 0)


def test_a_page_known_by_snippets_counts_for_less_and_only_where_they_stand(tmp_path: Path) -> None:
    (sample,) = samples_of(tmp_path, {"with": ["sold  to its WORKERS"], "without": ["before your neighbours"]})
    found = by_text(sample)
    assert sum(sample.weights) == pytest.approx(SNIPPETS_WEIGHT)
    assert [found[text][0] for text in (*PARAGRAPHS, ADVERT)] == [True, False, False, False]
    assert [found[text][1] for text in (*PARAGRAPHS, ADVERT)] == pytest.approx(
        [SNIPPETS_WEIGHT / 2, 0, 0, SNIPPETS_WEIGHT / 2]
    )


def test_pages_without_an_article_blank_pages_and_sets_of_raw_text_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "text-mills.jsonl").write_text(json.dumps({"id": "t", "text": PARAGRAPHS[0], "body": PARAGRAPHS[:1]}))
    assert samples_of(tmp_path, {"expect": "no-article"}, {"html": "<html></html>", "body": ["Gone"]}) == []
