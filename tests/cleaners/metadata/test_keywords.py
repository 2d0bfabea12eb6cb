"""Tags."""

from __future__ import annotations

import unicodedata

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
        ("#Cầu tre #Bến đò cũ", ["Cầu tre", "Bến đò cũ"]),
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


def test_tags_without_signs_are_cut_where_the_article_uses_them() -> None:
    article = "Cầu tre ở bến đò cũ. Người ta nhớ bến đò, nhớ Cầu tre."
    assert read_keywords("Tags: cầu tre bến đò", article) == ["cầu tre", "bến đò"]
    assert read_keywords("Tags: cầu tre bến đò quê nhà", article) == []
    assert read_keywords("Tags: cầu tre ở bến đò", article) == ["cầu tre ở bến đò"]


def test_decomposed_letters_are_read_like_composed_ones() -> None:
    assert read_keywords(unicodedata.normalize("NFD", "Từ khoá: cầu tre, bến đò")) == ["cầu tre", "bến đò"]


def test_a_label_without_a_colon_needs_the_article() -> None:
    assert read_keywords("  • Tags cầu tre bến đò", "Qua cầu tre thì đến bến đò.") == ["cầu tre", "bến đò"]
    assert read_keywords("  • Tags cầu tre bến đò") == []


def test_a_forums_figures_are_no_tags() -> None:
    assert read_keywords("Chủ đề: 41, 902") == []


def test_a_label_alone_announces_the_lines_below() -> None:
    assert is_keyword_label("TAGS") and is_keyword_label("Từ khóa:")
    assert not is_keyword_label("Từ khóa: cầu tre")
    assert split_keywords("cầu tre, bến đò") == ["cầu tre", "bến đò"]


@pytest.mark.parametrize("line", ["Topics: 1,204 Posts: 5,311 Members: 402", "Topics: 12 • Posts: 48", "Topics: 1,204"])
def test_the_figures_of_a_forum_are_no_tags(line: str) -> None:
    assert read_keywords(line) == []


def test_a_tag_may_begin_with_a_figure() -> None:
    assert read_keywords("Tags: 2024 elections, 3 rivers") == ["2024 elections", "3 rivers"]
