"""The rules in force, as ``GET /v1/rules`` lists them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from marshmallow.validate import OneOf, Range

from cleaners.rules.pack import Match, Rule, Weight, Where
from cleaners.segments import KINDS, ROLES
from schemas.fields import Flag, Listing, Part, Strict, Text, Whole


class RuleSchema(Strict):
    """One rule: what it looks for, where, and what a line that matches is."""

    id = Text(required=True)
    language = Text(required=True, allow_none=True)
    kind = Text(required=True, allow_none=True, validate=OneOf(KINDS))
    role = Text(required=True, allow_none=True, validate=OneOf([role for role in ROLES if role != "removed"]))
    pattern = Text(required=True)
    match = Text(required=True, validate=OneOf(get_args(Match)))
    where = Text(required=True, validate=OneOf(get_args(Where)))
    run = Whole(required=True, validate=Range(min=1))
    heads = Flag(required=True)
    weight = Text(required=True, validate=OneOf(get_args(Weight)))
    example = Text(required=True)
    trap = Text(required=True, allow_none=True)


class RulesSchema(Strict):
    """All rules in force."""

    rules = Listing(Part(RuleSchema), required=True)


def list_rules(rules: Iterable[Rule]) -> dict[str, Any]:
    """The body of ``GET /v1/rules``: the rules in pack order, each with its first example and first trap."""
    return {
        "rules": [
            {
                "id": rule.id,
                "language": rule.language,
                "kind": rule.kind,
                "role": rule.role,
                "pattern": rule.pattern,
                "match": rule.match,
                "where": rule.where,
                "run": rule.run,
                "heads": rule.heads,
                "weight": rule.weight,
                "example": rule.examples[0],
                "trap": rule.traps[0] if rule.traps else None,
            }
            for rule in rules
        ]
    }
