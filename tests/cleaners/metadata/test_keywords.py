"""Tags."""

from __future__ import annotations

import pytest

from cleaners.metadata.keywords import is_keyword_label, read_keywords, split_keywords


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Từ khóa: cầu tre, bến đò, cầu tre", ["cầu tre", "bến đò"]),
        ("Từ khoá: cầu tre; bến đò", ["cầu tre", "bến đò"]),
        ("Tags: cầu tre | bến đò.", ["cầu tre", "bến đò"]),
        ("Tags: Philosophy", ["Philosophy"]),
        ("#cầu_tre #bếnđò", ["cầu_tre", "bếnđò"]),
        ("Post Tags: #hiking#hiking tips#packing", ["hiking", "hiking tips", "packing"]),
        ("Теги:   мосты,   реки", ["мосты", "реки"]),
        ("标签：桥、河", ["桥", "河"]),
    ],
)
def test_labelled_lists_and_hash_tags_are_read(text: str, tags: list[str]) -> None:
    assert read_keywords(text) == tags


@pytest.mark.parametrize("text", ["Tagesgeld", "Tags: cầu tre bến đò quê nhà", "#1", "Chủ đề chính: x", "Instagram"])
def test_what_cannot_be_cut_or_is_no_list_gives_nothing(text: str) -> None:
    assert read_keywords(text) == []


def test_a_label_alone_announces_the_lines_below() -> None:
    assert is_keyword_label("TAGS") and is_keyword_label("Từ khóa:")
    assert not is_keyword_label("Từ khóa: cầu tre")
    assert split_keywords("cầu tre, bến đò") == ["cầu tre", "bến đò"]
