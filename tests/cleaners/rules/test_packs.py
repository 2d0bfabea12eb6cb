"""The built-in packs keep their own promises, and a broken pack says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaners.normalise import bare, canonical
from cleaners.rules import pack as packs
from cleaners.rules.engine import rule_book
from cleaners.rules.pack import BrokenPack, Pack, Rule, read_pack

FOLDER = Path(packs.__file__).parent / "packs"
BOOK = rule_book()
LANGUAGES = ("de", "el", "en", "es", "fr", "id", "it", "ja", "ko", "pl", "pt", "ru", "th", "vi", "zh")


def matched(rule: Rule, text: str) -> bool:
    """Whether ``rule`` is among the hits of the compiled set that a page in its language is read with."""
    return rule in BOOK.for_language(rule.language).match(bare(canonical(text)))


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_example_matches_its_own_rule_and_no_trap_does(rule: Rule) -> None:
    assert [text for text in rule.examples if not matched(rule, text)] == []
    assert [text for text in rule.traps if matched(rule, text)] == []


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_built_in_rule_names_a_trap(rule: Rule) -> None:
    assert rule.traps


def test_there_is_a_pack_for_every_language_promised_and_one_for_all() -> None:
    assert {pack.name for pack in BOOK.packs} == {"generic", *LANGUAGES}
    assert {pack.name: pack.language for pack in BOOK.packs} == {"generic": None} | {name: name for name in LANGUAGES}


def test_ids_are_unique_across_packs() -> None:
    ids = [rule.id for rule in BOOK.rules]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", [r for r in BOOK.rules if r.role == "date"], ids=lambda rule: rule.id)
def test_a_date_rule_says_which_part_is_the_date(rule: Rule) -> None:
    rules = BOOK.for_language(rule.language)
    values = [rules.groups(rule, bare(canonical(text))) for text in rule.examples]
    assert any("value" in groups or "value2" in groups for groups in values)


@pytest.mark.parametrize(
    ("line", "rule_id", "groups"),
    [
        (
            "Đăng ngày: 15/01/2021 - 8:41:57 AM | Lượt xem: 143 | Mai Thị Hoa",
            "vi.date.published.row",
            {"value": "15/01/2021 - 8:41:57 AM ", "views": "143", "name": "Mai Thị Hoa"},
        ),
        ("[ Cập nhật vào ngày (29/07/2021) ]", "vi.date.modified.updated.label", {"value": "(29/07/2021)"}),
        ("Lượt xem: 1.572", "vi.views.label", {"value": "1.572"}),
        ("Tin, ảnh: Mai Hoa", "vi.byline.label", {"name": "Mai Hoa"}),
        (
            "Nguồn Vạn Xuân: http://bao.example.vn/a.html",
            "vi.source.url",
            {"name": "Vạn Xuân", "url": "http://bao.example.vn/a.html"},
        ),
        ("Home > News > Local", "en.crumb.home", {"value": "News > Local"}),
    ],
)
def test_metadata_rules_hand_out_the_parts_their_readers_need(line: str, rule_id: str, groups: dict[str, str]) -> None:
    rules = BOOK.for_language(rule_id.partition(".")[0])
    rule = next(rule for rule in rules.rules if rule.id == rule_id)
    found = rules.groups(rule, bare(canonical(line)))
    assert {name: value.strip() for name, value in found.items()} == {name: v.strip() for name, v in groups.items()}


GOOD: dict[str, Any] = {"id": "own.a", "kind": "share", "pattern": "share this", "example": "Share this"}


def written(folder: Path, content: Any) -> Path:
    path = folder / "own.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    return path


def test_a_good_pack_is_read_with_its_defaults(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path, {"pack": "own", "language": None, "rules": [GOOD]}))
    assert isinstance(pack, Pack)
    (rule,) = pack.rules
    assert (rule.match, rule.where, rule.run, rule.heads, rule.weight) == ("line", "anywhere", 1, False, "sure")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("rules: [", "not readable as YAML"),
        ("- a list", "a pack is a mapping"),
        ({"pack": "own"}, "a pack is a mapping"),
        ({"rules": []}, "a pack is a mapping"),
        ({"pack": "own", "rules": [], "colour": 1}, "unknown key 'colour'"),
        ({"pack": "html", "rules": []}, "no pack can be called 'html'"),
        ({"pack": "text", "rules": []}, "no pack can be called 'text'"),
        ({"pack": "own", "language": 5, "rules": []}, "'language' is"),
        ({"pack": "own", "rules": ["text"]}, "every rule is a mapping with an 'id'"),
        ({"pack": "own", "rules": [GOOD, GOOD]}, "rule own.a: the id is used twice"),
    ],
)
def test_a_file_that_is_no_pack_is_refused_by_name_and_reason(tmp_path: Path, content: Any, reason: str) -> None:
    with pytest.raises(BrokenPack) as caught:
        read_pack(written(tmp_path, content))
    assert "own.yaml" in str(caught.value)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "other.a"}, "the id must begin with 'own.'"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"kind": None}, "exactly one of 'kind' and 'role'"),
        ({"role": "date"}, "exactly one of 'kind' and 'role'"),
        ({"kind": "noise"}, "unknown kind 'noise'"),
        ({"kind": None, "role": "author"}, "unknown role 'author'"),
        ({"kind": None, "role": "removed"}, "unknown role 'removed'"),
        ({"pattern": ""}, "'pattern' is missing"),
        ({"pattern": None}, "'pattern' is missing"),
        ({"match": "whole"}, "'match' is one of"),
        ({"where": "left"}, "'where' is one of"),
        ({"weight": "heavy"}, "'weight' is one of"),
        ({"run": 0}, "'run' is a whole number"),
        ({"run": True}, "'run' is a whole number"),
        ({"heads": "yes"}, "'heads' is true or false"),
        ({"pattern": "(?<=a)b"}, "the pattern is not RE2"),
        ({"pattern": "a*"}, "the pattern matches the empty line"),
        ({"example": None}, "an 'example' that matches is missing"),
        ({"example": "Something else"}, "the example does not match: 'Something else'"),
        ({"trap": "share this"}, "the trap matches: 'share this'"),
    ],
)
def test_a_rule_with_a_fault_is_named_with_the_reason(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    rule = {key: value for key, value in (GOOD | change).items() if value is not None}
    with pytest.raises(BrokenPack) as caught:
        read_pack(written(tmp_path, {"pack": "own", "language": None, "rules": [rule]}))
    assert "own.yaml: rule " in str(caught.value)
    assert str(rule["id"]) in str(caught.value)
    assert reason in str(caught.value)


def test_a_missing_file_is_a_broken_pack(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack, match="not readable"):
        read_pack(tmp_path / "none.yaml")
