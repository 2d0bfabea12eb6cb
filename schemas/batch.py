"""What a batch is made of: a page as JSON with an ``id`` a line in, an article or a problem a line out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from marshmallow.validate import Range

from schemas.article import ArticleSchema
from schemas.fields import FlagText, Part, Strict, Text, Whole, encodable
from schemas.problem import ProblemSchema
from schemas.request import ArticleRequest, ArticleRequestSchema, Hints, QuerySchema, as_hints, as_request, load, once


@dataclass(slots=True, frozen=True)
class BatchOptions:
    """What holds for a whole batch: hints for the lines that give none themselves, and how it is cleaned."""

    hints: Hints
    site_repetition: bool


class BatchLineSchema(ArticleRequestSchema):
    """One line: a request like any other, and a name of the caller's own for it."""

    id = Text(allow_none=True, load_default=None)


class BatchQuerySchema(QuerySchema):
    """The query parameters of a batch; an address belongs to one page and is none of them."""

    class Meta(QuerySchema.Meta):
        """marshmallow's settings."""

        exclude = ("url",)

    site_repetition = FlagText(load_default=False)


class BatchAnswerSchema(Strict):
    """One line of the answer."""

    index = Whole(required=True, validate=Range(min=0))
    id = Text(required=True, allow_none=True)
    status = Whole(required=True, validate=Range(min=200, max=599))
    article = Part(ArticleSchema)
    problem = Part(ProblemSchema)

    def contradictions(self, data: Mapping[str, Any]) -> dict[str, str]:
        """An article or a problem, and the status that goes with it."""
        if ("article" in data) == ("problem" in data):
            return {"_schema": "Either article or problem is needed."}
        expected = data["problem"]["status"] if "problem" in data else 200
        return {} if data["status"] == expected else {"status": f"This must be {expected}."}


_LINE: Final = BatchLineSchema()
_QUERY: Final = BatchQuerySchema()


def load_batch_query(pairs: Iterable[tuple[str, str]]) -> BatchOptions:
    """The options of a batch from query parameters, as (name, value) pairs. Raises `PayloadError`."""
    values = load(_QUERY, once(pairs))
    return BatchOptions(as_hints({"url": None, **values}), values["site_repetition"])


def load_batch_line(data: object, defaults: Hints) -> ArticleRequest:
    """A parsed line as a request; what it leaves out is taken from ``defaults``. Raises `PayloadError`."""
    values = load(_LINE, data)
    request = as_request(values)
    left_out = {
        name: getattr(defaults, name)
        for name in ("language", "crawled_at", "timezone", "include", "deadline_ms")
        if values[name] is None
    }
    return replace(request, hints=replace(request.hints, **left_out))


def id_of(data: object) -> str | None:
    """The name a parsed line has, whatever else is wrong with it."""
    named = data.get("id") if isinstance(data, dict) else None
    return named if isinstance(named, str) and encodable(named) else None
