from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from service.cli.main import unchrome
from tests.service.cli.support import PAGE

ROOT = Path(__file__).parents[3]
SOUND = {
    "id": "own.promo",
    "kind": "promotion",
    "pattern": "subscribe now",
    "example": "Subscribe now",
    "trap": "Now subscribe",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(unchrome, ["rules", "test", *map(str, arguments)])


def pack(folder: Path, *rules: dict[str, Any], name: str = "own") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump({"pack": name, "language": None, "rules": list(rules)}), encoding="utf-8")
    return path


def test_a_sound_pack_holds(tmp_path: Path) -> None:
    told = run(pack(tmp_path, SOUND))
    assert told.exit_code == 0
    assert "1 rule, 1 example, 1 trap: holds" in told.stdout


def test_every_fault_of_a_pack_is_named_at_once(tmp_path: Path) -> None:
    told = run(
        pack(
            tmp_path,
            SOUND,
            {**SOUND, "id": "own.example", "example": "nothing like it"},
            {**SOUND, "id": "own.trap", "trap": "Subscribe now"},
            {**SOUND, "id": "own.pattern", "pattern": "(?<=a)b"},
            SOUND,
        )
    )
    assert told.exit_code == 1
    for said in ("the example does not match", "the trap matches", "not RE2", "used twice", "4 faults"):
        assert said in told.stdout


def test_every_fault_of_a_rule_is_named_at_once(tmp_path: Path) -> None:
    rule = {
        **SOUND,
        "id": "promo",
        "kind": "advert",
        "where": "left",
        "colour": "red",
        "trap": ["Subscribe now", "Subscribe  now"],
    }
    told = run(pack(tmp_path, {**rule, "example": ["Subscribe now", "nothing like it"]}))
    assert told.exit_code == 1
    for said in (
        "must begin with 'own.'", "unknown kind 'advert'", "'where' is one of", "unknown key 'colour'",
        "the example does not match: 'nothing like it'", "the trap matches: 'Subscribe now'",
        "the trap matches: 'Subscribe  now'", "0 rules, 0 examples, 0 traps: 7 faults",
    ):  # fmt: skip
        assert said in told.stdout


def test_a_folder_is_tested_whole(tmp_path: Path) -> None:
    pack(tmp_path, SOUND)
    pack(tmp_path, {**SOUND, "id": "other.promo", "kind": "advert"}, name="other")
    told = run(tmp_path)
    assert told.exit_code == 1
    assert "own.yaml: 1 rule," in told.stdout
    assert "unknown kind 'advert'" in told.stdout


def test_an_id_of_the_built_in_packs_cannot_be_used_again(tmp_path: Path) -> None:
    told = run(pack(tmp_path, {**SOUND, "id": "vi.counter.online"}, name="vi"))
    assert told.exit_code == 1
    assert "the id is used in the built-in pack vi" in told.stdout


@pytest.mark.parametrize("content", ["rules: 1", "a: [", "pack: text\nrules: []"])
def test_what_is_no_pack_is_a_fault(tmp_path: Path, content: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(content, encoding="utf-8")
    told = run(path)
    assert told.exit_code == 1
    assert "own.yaml" in told.stdout


def test_a_folder_without_packs_is_a_mistake(tmp_path: Path) -> None:
    assert run(tmp_path).exit_code == 2


def test_a_page_shows_what_the_rules_match(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Home\nSubscribe now\n", encoding="utf-8")
    told = run(pack(tmp_path, SOUND), "--page", page)
    assert "2: own.promo: Subscribe now" in told.stdout
    assert "Home" not in told.stdout


def test_a_page_of_which_no_line_matches_is_told_so(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Home\nNow subscribe\n", encoding="utf-8")
    told = run(pack(tmp_path, SOUND), "--page", page)
    assert told.exit_code == 0
    assert told.stdout.endswith("no line of page.txt matches\n")


@pytest.mark.parametrize("words", ["", PAGE])
def test_an_html_page_is_read_as_it_is_for_cleaning(tmp_path: Path, words: str) -> None:
    page = tmp_path / "page.html"
    lines = "".join(f"<p>{line}</p>" for line in words.splitlines())
    page.write_text(f"<body>{lines}<div class=promo><b>Subscribe</b> <i>now</i></div>", encoding="utf-8")
    told = run(pack(tmp_path, SOUND), "--page", page)
    assert told.exit_code == 0
    assert ": own.promo: Subscribe now" in told.stdout


def test_a_page_that_cannot_be_read_is_told_so(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"%PDF-1.7")
    told = run(pack(tmp_path, SOUND), "--page", page)
    assert told.exit_code == 2
    assert "page.html: the content is a PDF document" in told.stderr
