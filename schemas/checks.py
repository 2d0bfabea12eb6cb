"""Deciding quickly whether data fits a schema.

To load an article with its segments takes marshmallow ten times longer than to look at it, because it builds a
new one on the way. `compile_check` turns a schema into plain checks, once; the schema stays the only
place where the shape is written, and marshmallow still words the faults of what does not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import OneOf, Range

from schemas.fields import Flag, Listing, Part, Strict, Table, Text, Whole, encodable

Check = Callable[[Any], bool]


def compile_check(schema: Schema) -> Check:
    """A function that says whether data fits ``schema``.

    Raises `TypeError` for a schema whose every key is not required, or that holds a kind of field this module
    does not know: better no check than one that is more lenient than the schema.
    """
    if not isinstance(schema, Strict) or not all(field.required for field in schema.fields.values()):
        raise TypeError(f"{type(schema).__name__} is not a strict schema whose every key is required")
    checks = [(field.data_key or name, _field(field)) for name, field in schema.fields.items()]
    names = frozenset(key for key, _ in checks)
    agrees = type(schema).contradictions is Strict.contradictions
    contradictions = schema.contradictions

    def fits(value: Any) -> bool:
        if type(value) is not dict or value.keys() != names:
            return False
        for key, check in checks:
            if not check(value[key]):
                return False
        return agrees or not contradictions(value)

    return fits


def _field(field: fields.Field[Any]) -> Check:
    check = _with_rules(_shape(field), field)
    if not field.allow_none:
        return check
    return lambda value: value is None or check(value)


def _shape(field: fields.Field[Any]) -> Check:
    match field:
        case Text():
            return lambda value: isinstance(value, str) and (value.isascii() or encodable(value))
        case Whole():
            return lambda value: type(value) is int
        case Flag():
            return lambda value: type(value) is bool
        case Part():
            return compile_check(field.schema)
        case Listing():
            inner = _field(field.inner)
            return lambda value: type(value) is list and all(map(inner, value))
        case Table() if field.key_field and field.value_field:
            key, item = _field(field.key_field), _field(field.value_field)
            return lambda value: type(value) is dict and all(map(key, value)) and all(map(item, value.values()))
        case _:
            raise TypeError(f"no check is known for {type(field).__name__}")


def _with_rules(check: Check, field: fields.Field[Any]) -> Check:
    for validator in field.validators:
        check = _both(check, _rule(validator))
    return check


def _both(first: Check, second: Check) -> Check:
    return lambda value: first(value) and second(value)


def _rule(validator: Callable[[Any], Any]) -> Check:
    if isinstance(validator, OneOf):
        allowed = frozenset(validator.choices)
        return lambda value: value in allowed
    if isinstance(validator, Range) and validator.max is None and validator.min_inclusive:
        least = validator.min
        return lambda value: bool(value >= least)

    def passes(value: Any) -> bool:
        try:
            validator(value)
        except ValidationError:
            return False
        return True

    return passes
