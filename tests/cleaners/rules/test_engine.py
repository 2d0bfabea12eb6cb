"""Which rules are in force for a page, and what they say of a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaners.rules.engine import rule_book
from cleaners.rules.pack import BrokenPack

OWN = """
pack: own
language: {language}
rules:
  - {{id: own.greeting, kind: promotion, pattern: 'xin chao ban doc', example: Xin chao ban doc}}
  - {{id: own.greeting.inside, kind: promotion, match: search, pattern: 'ban doc', example: hoi ban doc nhe}}
  - {{id: own.greeting.end, role: source, match: end, pattern: 'doc(?: (?P<name>gia))?', example: ban doc}}
"""


def ids(line: str, language: str | None, folder: str | None = None) -> list[str]:
    return [rule.id for rule in rule_book(folder).for_language(language).match(line)]


def test_a_line_of_prose_matches_nothing() -> None:
    assert ids("Cả thôn ra đồng từ tờ mờ sáng để kịp gặt trước cơn bão, không ai đợi ai.", "vi") == []


def test_a_page_is_read_with_its_own_pack_the_english_one_and_the_language_free_one() -> None:
    languages = {rule.language for rule in rule_book().for_language("vi").rules}
    assert languages == {None, "en", "vi"}


def test_a_region_does_not_change_the_pack() -> None:
    assert rule_book().for_language("vi-VN") is rule_book().for_language("vi")


def test_without_a_language_every_pack_is_in_force() -> None:
    assert rule_book().for_language(None).rules == rule_book().rules
    assert "de.related.heading" in ids("Lesen Sie auch", None)


def test_a_language_without_a_pack_still_has_the_common_rules() -> None:
    assert "generic.alt.file_name" in ids("IMG_2207.JPG", "sw")
    assert "vi.comment.heading" not in ids("Ý kiến bạn đọc", "sw")


def test_hits_come_in_pack_order_whatever_the_way_to_match(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN.format(language="vi"), encoding="utf-8")
    assert ids("xin chao ban doc", "vi", str(tmp_path)) == ["own.greeting", "own.greeting.inside", "own.greeting.end"]
    assert ids("oi xin chao ban doc", "vi", str(tmp_path)) == ["own.greeting.inside", "own.greeting.end"]


def test_groups_that_took_no_part_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN.format(language="vi"), encoding="utf-8")
    rules = rule_book(str(tmp_path)).for_language("vi")
    rule = next(rule for rule in rules.rules if rule.id == "own.greeting.end")
    assert rules.groups(rule, "ban doc gia") == {"name": "gia"}
    assert rules.groups(rule, "ban doc") == {}
    assert rules.groups(rule, "something else") == {}


def test_a_users_pack_is_added_to_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN.format(language="null"), encoding="utf-8")
    assert len(rule_book(str(tmp_path)).rules) == len(rule_book().rules) + 3


def test_an_id_taken_by_another_pack_is_refused_with_both_files_named(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(OWN.format(language="vi"), encoding="utf-8")
    with pytest.raises(BrokenPack, match=r"two\.yaml: rule own\.greeting: .*one\.yaml"):
        rule_book(str(tmp_path))


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack, match="holds no"):
        rule_book(str(tmp_path))
