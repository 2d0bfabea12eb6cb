"""From marshmallow's error trees to what a caller is told: JSON pointers and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields

#: a body with ten thousand wrong keys is answered with this many faults, not with ten thousand
MAX_FAULTS: Final = 20
_MAX_SHOWN: Final = 64

#: what a schema says of a key it does not know; `faults` turns it into a sentence that names the known ones
UNKNOWN: Final = "unknown"


@dataclass(slots=True, frozen=True)
class Fault:
    """One thing that is wrong: ``pointer`` is a JSON pointer (RFC 6901) into the payload, ``detail`` a sentence."""

    pointer: str
    detail: str

    def as_dict(self) -> dict[str, str]:
        """The fault as it stands in a problem's ``errors``."""
        return {"pointer": self.pointer, "detail": self.detail}


class PayloadError(ValueError):
    """A payload does not fit its schema; `MAX_FAULTS` of its ``faults`` say where and why, ``more`` counts the rest."""

    def __init__(self, faults: tuple[Fault, ...], more: int = 0) -> None:
        super().__init__(faults, more)
        self.faults = faults
        self.more = more

    def __str__(self) -> str:
        said = [f"{fault.pointer or 'the whole payload'}: {fault.detail}" for fault in self.faults]
        return "; ".join([*said, *([f"and {self.more} more"] if self.more else [])])

    @classmethod
    def from_marshmallow(cls, error: ValidationError, schema: Schema) -> PayloadError:
        """The error ``schema`` raised, in a caller's terms."""
        messages = error.messages if isinstance(error.messages, dict) else {"_schema": error.messages}
        found = tuple(islice(_in_schema(messages, schema, ""), MAX_FAULTS))
        return cls(found, _count(messages) - len(found))


def step(pointer: str, key: object) -> str:
    """``pointer`` one level deeper; a very long key is cut, a character that UTF-8 cannot hold is escaped."""
    shown = str(key)[:_MAX_SHOWN].encode("utf-8", "backslashreplace").decode()
    return f"{pointer}/{shown.replace('~', '~0').replace('/', '~1')}"


def _in_schema(messages: Mapping[Any, Any], schema: Schema, pointer: str) -> Iterator[Fault]:
    known = {(field.data_key or name): field for name, field in schema.fields.items()}
    # marshmallow names unknown keys in no particular order
    for key in sorted(messages, key=lambda key: "" if key in known else str(key)):
        value = messages[key]
        if key == "_schema" and value != [UNKNOWN]:
            yield from _sentences(value, pointer)
        elif key in known:
            yield from _in_field(value, known[key], step(pointer, key))
        else:
            names = ", ".join(known)
            shown = step("", key)[1:]
            yield Fault(step(pointer, key), f"“{shown}” is not a known key; the known keys are {names}.")


def _in_field(messages: Any, field: fields.Field[Any] | None, pointer: str) -> Iterator[Fault]:
    if not isinstance(messages, Mapping):
        yield from _sentences(messages, pointer)
    elif isinstance(field, fields.Nested):
        yield from _in_schema(messages, field.schema, pointer)
    elif isinstance(field, fields.List):
        for index, value in messages.items():
            yield from _in_field(value, field.inner, step(pointer, index))
    elif isinstance(field, fields.Dict):
        for key, value in messages.items():
            for part in ("key", "value"):
                if part in value:
                    yield from _in_field(value[part], getattr(field, f"{part}_field"), step(pointer, key))


def _count(messages: Any) -> int:
    """How many faults there are. Counted, not worded: a body of many megabytes can hold a million wrong keys."""
    if isinstance(messages, Mapping):
        return sum(map(_count, messages.values()))
    return len(messages) if isinstance(messages, list) else 1


def _sentences(messages: Any, pointer: str) -> Iterator[Fault]:
    for message in messages if isinstance(messages, list) else [messages]:
        yield Fault(pointer, str(message))
