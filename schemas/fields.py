"""The kinds of value payloads are made of. Strict: nothing is converted on the way in, and errors are sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Validator

from schemas.errors import UNKNOWN

_SCHEMA_SAYS: Final = {"unknown": UNKNOWN, "type": "This must be a JSON object."}


class Strict(Schema):
    """Base of all schemas: unknown keys are refused, and an object must not contradict itself."""

    class Meta:
        """marshmallow's settings."""

        unknown = RAISE

    error_messages = _SCHEMA_SAYS

    def contradictions(self, _: Mapping[str, Any]) -> dict[str, str]:
        """Key -> sentence, for values that fit by themselves but not together."""
        return {}

    @validates_schema(skip_on_field_errors=True)
    def _agree(self, data: Mapping[str, Any], **_: Any) -> None:
        if found := self.contradictions(data):
            raise ValidationError({key: [sentence] for key, sentence in found.items()})


def _says(**sentences: str) -> dict[str, str | list[Any] | dict[Any, Any]]:
    return {"required": "This key is missing.", "null": "This must not be null.", **sentences}


class Text(fields.String):
    """A string that UTF-8 can hold (JSON may smuggle in half a surrogate pair)."""

    default_error_messages = _says(
        invalid="This must be a string.",
        surrogate="This holds half of a surrogate pair (such as \\ud800), which is no character.",
    )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        if not encodable(value):
            raise self.make_error("surrogate")
        return value


class Whole(fields.Integer):
    """A whole number; neither ``true`` nor ``1.0`` nor ``"1"`` is one."""

    default_error_messages = _says(invalid="This must be a whole number.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)


class WholeText(Whole):
    """A whole number as a query parameter writes it."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,18}", value):
            raise self.make_error("invalid", input=value)
        return int(value)


class Flag(fields.Boolean):
    """``true`` or ``false``, and not ``1``, ``"yes"`` or ``"on"``."""

    default_error_messages = _says(invalid="This must be true or false.")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class FlagText(Flag):
    """``true`` or ``false`` as a query parameter writes it."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> bool:
        return super()._deserialize({"true": True, "false": False}.get(value, value), *rest, **options)


class Listing(fields.List[Any]):
    """A list."""

    default_error_messages = _says(invalid="This must be a list.")


class CommaList(Listing):
    """A list as a query parameter writes it: ``a,b``; nothing between the commas is nothing."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> list[Any]:
        parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
        return super()._deserialize(parts if parts != [""] else [], *rest, **options)


class Table(fields.Dict):
    """An object whose keys are data."""

    default_error_messages = _says(invalid="This must be a JSON object.")


class Part(fields.Nested):
    """An object inside an object."""

    default_error_messages = _says()


class Moment(fields.DateTime):
    """An RFC 3339 date-time with its zone; a leap second counts as the second before it."""

    default_error_messages = _says(
        invalid="This must be an RFC 3339 date-time with a zone, such as 2026-01-31T08:15:00+07:00.",
        blank="This must be an RFC 3339 date-time with a zone, such as 2026-01-31T08:15:00+07:00 "
        "(in a query, + is written %2B).",
    )
    #: what a plus sign becomes in a query where it is not escaped
    _BLANK: Final = re.compile(r"\S+[Tt][\d:.]+ \d\d:\d\d", re.ASCII)
    _SHAPE: Final = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:)(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> datetime:
        found = self._SHAPE.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            blank = isinstance(value, str) and self._BLANK.fullmatch(value)
            raise self.make_error("blank" if blank else "invalid", input=value)
        day, minute, second, fraction, zone = found.groups()
        text = f"{day}T{minute}{'59' if second == '60' else second}{(fraction or '')[:7]}{zone.upper()}"
        try:
            moment = datetime.fromisoformat(text)
            moment.astimezone(UTC)  # the first and last hours of the calendar do not exist in every zone
        except (ValueError, OverflowError) as error:
            raise self.make_error("invalid", input=value) from error
        return moment


class Unique(Validator):
    """No value twice."""

    def __call__(self, value: list[Any]) -> list[Any]:
        """Raise `ValidationError` for a list that repeats itself."""
        if len(set(value)) != len(value):
            raise ValidationError("This list holds a value twice.")
        return value


def encodable(value: str) -> bool:
    """Whether UTF-8 can hold ``value``."""
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
