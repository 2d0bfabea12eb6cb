"""Reading sets of gold pages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.sets import BadSetError, find_sets, read_set


def write(path: Path, *records: object) -> Path:
    text = "\n".join(json.dumps(record) for record in records) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_plain_and_gzipped_sets_read_alike(tmp_path: Path) -> None:
    record = {"id": "a", "text": "hello", "body": ["hello"], "with": ["h"], "without": ["x"], "type": "forum"}
    plain = read_set(write(tmp_path / "one.jsonl", record))
    assert plain == read_set(write(tmp_path / "one.jsonl.gz", record))
    assert (plain[0].page.kind, plain[0].kind, plain[0].wanted, plain[0].expects_article) == (
        "text",
        "forum",
        ("h",),
        True,
    )


def test_the_hints_of_a_request_reach_the_page(tmp_path: Path) -> None:
    record = {"id": "a", "html": "<p>x", "body": [], "url": "https://a.example/", "crawled_at": "2026-01-02T03:04:05Z"}
    page = read_set(write(tmp_path / "one.jsonl", record))[0].page
    assert (page.kind, page.content, page.url) == ("html", "<p>x", "https://a.example/")
    assert page.crawled_at is not None
    assert page.crawled_at.tzinfo is not None


def test_a_sample_is_the_same_pages_however_the_set_is_sorted(tmp_path: Path) -> None:
    records = [{"id": f"page-{number}", "text": "x", "body": ["x"]} for number in range(20)]
    forwards = read_set(write(tmp_path / "a.jsonl", *records), limit=5)
    backwards = read_set(write(tmp_path / "b.jsonl", *reversed(records)), limit=5)
    assert len(forwards) == 5
    assert {page.id for page in forwards} == {page.id for page in backwards}


@pytest.mark.parametrize(
    "record",
    [{"id": "a", "body": []}, {"id": "a", "text": "x", "html": "x", "body": []}, {"text": "x", "body": []}, ["a"]],
)
def test_a_line_that_is_no_page_is_named(tmp_path: Path, record: object) -> None:
    path = write(tmp_path / "bad.jsonl", {"id": "fine", "text": "x", "body": ["x"]}, record)
    with pytest.raises(BadSetError, match=r"bad\.jsonl, line 2"):
        read_set(path)


def test_only_sets_are_found_and_a_chosen_one_must_be_there(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl.gz", "README.md"):
        (tmp_path / name).touch()
    assert list(find_sets(tmp_path)) == ["a", "b"]
    assert list(find_sets(tmp_path, ["b"])) == ["b"]
    with pytest.raises(BadSetError, match="no set named c"):
        find_sets(tmp_path, ["b", "c"])
    with pytest.raises(BadSetError, match="not a folder"):
        find_sets(tmp_path / "README.md")
