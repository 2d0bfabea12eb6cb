"""The one shape both kinds of input become: an ordered list of segments, each with one role.

A *segment* is a piece of the page that plays a single part: a paragraph of the body, the headline,
a visitor counter. Cleaning is nothing but giving every segment its role and, where it is removed,
a kind and the rule that decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal[
    "body",
    "title",
    "lead",
    "caption",
    "byline",
    "date",
    "section",
    "source",
    "licence",
    "rights",
    "keywords",
    "view_count",
    "removed",
]

Kind = Literal[
    "navigation",
    "clock",
    "counter",
    "toolbar",
    "share",
    "related",
    "comment",
    "copyright",
    "contact",
    "promotion",
    "image_alt",
    "duplicate",
    "poll",
    "widget",
    "consent",
    "search_login",
    "listing",
    "other",
]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(slots=True, frozen=True)
class Segment:
    """One piece of the page and the verdict on it.

    ``start`` and ``end`` are code-point offsets into the text as sent (``end`` exclusive), so that
    ``sent[start:end] == text``; both are ``None`` for HTML. ``kind`` is set exactly when ``role`` is
    ``removed``; ``rule`` names the rule (or the built-in judgement) that decided, if one did.
    """

    text: str
    role: Role
    kind: Kind | None = None
    rule: str | None = None
    start: int | None = None
    end: int | None = None
