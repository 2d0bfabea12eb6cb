"""The working copy of a page while its lines get their roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaners.rules.pack import Rule
from cleaners.segments import Kind, Role
from cleaners.text.lines import Line


@dataclass(slots=True)
class Draft:
    """The lines of a page and what is thought of each so far.

    ``keep`` is the present choice of body lines, ``roles``, ``kinds`` and ``rules`` the verdicts (``None`` where there
    is none yet). ``first`` and ``last`` are the first and last line of the body's prose; ``first > last`` when there is
    none.
    """

    lines: list[Line]
    language: str | None
    scores: list[float]
    keep: list[bool]
    roles: list[Role | None] = field(default_factory=list)
    kinds: list[Kind | None] = field(default_factory=list)
    rules: list[str | None] = field(default_factory=list)
    first: int = 0
    last: int = -1

    def __post_init__(self) -> None:
        count = len(self.lines)
        self.roles = [None] * count
        self.kinds = [None] * count
        self.rules = [None] * count

    def give(self, index: int, role: Role, rule: str | None = None) -> None:
        """Line ``index`` plays ``role`` and is not body text."""
        self.roles[index] = role
        self.rules[index] = rule
        self.kinds[index] = None
        self.keep[index] = False

    def remove(self, index: int, kind: Kind, rule: str | None = None) -> None:
        """Line ``index`` is chrome of ``kind``."""
        self.give(index, "removed", rule)
        self.kinds[index] = kind

    def hold(self, index: int) -> None:
        """Line ``index`` is body text, whatever it looks like."""
        self.keep[index] = True
        self.roles[index] = "body"

    def drop_body(self) -> None:
        """No line is body text, nor headed or placed by one: the page holds no article."""
        self.keep = [False] * len(self.lines)
        self.roles = [None if role in ("body", "title", "lead", "section") else role for role in self.roles]
        self.first, self.last = len(self.lines), -1

    def open(self, index: int) -> bool:
        """Whether nothing has been decided of line ``index``, body or not."""
        return self.roles[index] is None

    def head(self) -> range:
        """The lines above the body's prose."""
        return range(min(self.first, len(self.lines)))

    def tail(self) -> range:
        """The lines below the body's prose."""
        return range(self.last + 1, len(self.lines))

    def hits(self, index: int, role: Role) -> Iterator[Rule]:
        """The rules for ``role`` that match line ``index``, the sure ones first."""
        hits = self.lines[index].hits
        if not hits:
            return iter(())
        return iter(sorted([rule for rule in hits if rule.role == role], key=lambda rule: rule.weight != "sure"))
