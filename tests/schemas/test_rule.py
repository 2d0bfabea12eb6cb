from __future__ import annotations

from pathlib import Path

from cleaners.rules.pack import read_pack
from schemas.rule import RulesSchema, list_rules

PACK = """
pack: own
language: null
rules:
  - {id: own.hello, kind: toolbar, pattern: 'say hello', example: [Say hello, SAY HELLO]}
  - {id: own.seen, role: view_count, pattern: 'seen (?P<value>[0-9]+)', example: Seen 12, trap: Seen often, heads: true}
"""


def test_rules_are_listed_as_their_schema_says(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(PACK, encoding="utf-8")
    listed = list_rules(read_pack(path).rules)
    assert RulesSchema().validate(listed) == {}
    assert [(rule["id"], rule["kind"], rule["role"]) for rule in listed["rules"]] == [
        ("own.hello", "toolbar", None),
        ("own.seen", None, "view_count"),
    ]
    assert [(rule["example"], rule["trap"]) for rule in listed["rules"]] == [
        ("Say hello", None),
        ("Seen 12", "Seen often"),
    ]


def test_no_rules_are_an_empty_list() -> None:
    assert list_rules([]) == {"rules": []}
