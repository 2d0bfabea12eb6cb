"""Matching all rules in force against a line in one pass (RE2 sets: linear in the line, whatever the rules)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import re2

from cleaners.rules.pack import BrokenPack, Pack, Rule, options, read_pack

_BUILT_IN: Final = Path(__file__).parent / "packs"
#: packs that hold for every page besides the pack of its language
_ALWAYS: Final = ("en",)
#: ways to match that begin at the line's first letter
_ANCHORED: Final = ("line", "start")
#: rules in one automaton: fewer make more passes over a line, more outgrow the automaton's memory
_SET_SIZE: Final = 64
#: sites repeat their menus from page to page: what short lines match is remembered (code points, lines)
_SHORT: Final = 90
_REMEMBERED: Final = 8192


class RuleSet:
    """The rules in force for one page, compiled together.

    Rules that start at the line's start are kept apart from those that search in it, and some dozens at a time: an
    anchored automaton gives up after a few letters of most lines, and small automata do not multiply until they outgrow
    their memory.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: Final = tuple(rules)
        groups: dict[bool, list[int]] = {}
        for index, rule in enumerate(self.rules):
            groups.setdefault(rule.match in _ANCHORED, []).append(index)
        self._sets: list[tuple[Any, list[int]]] = []
        for anchored, indices in groups.items():
            for start in range(0, len(indices), _SET_SIZE):
                chunk = indices[start : start + _SET_SIZE]
                compiled = (re2.Set.MatchSet if anchored else re2.Set.SearchSet)(options())
                for index in chunk:
                    compiled.Add(self.rules[index].expression)
                compiled.Compile()
                self._sets.append((compiled, chunk))
        # the bound method below `Match` takes bytes; `Match` itself asks first what it was given
        self._matchers: Final = [(compiled._set.Match, indices) for compiled, indices in self._sets]
        self._compiled: dict[str, Any] = {}
        self._remembered: Final = lru_cache(maxsize=_REMEMBERED)(self._match)

    def match(self, line: str) -> Sequence[Rule]:
        """Every rule that matches the canonical, bare ``line``, in pack order."""
        return self._remembered(line) if len(line) <= _SHORT else self._match(line)

    def _match(self, line: str) -> tuple[Rule, ...]:
        encoded = line.encode()
        hits = [indices[i] for match, indices in self._matchers for i in match(encoded) or ()]
        return tuple([self.rules[i] for i in sorted(hits)]) if hits else ()

    def groups(self, rule: Rule, line: str) -> dict[str, str]:
        """The named groups of ``rule`` on a ``line`` it matches; groups that took no part are left out."""
        compiled = self._compiled.get(rule.id)
        if compiled is None:
            compiled = self._compiled[rule.id] = re2.compile(rule.expression, options())
        found = compiled.search(line)
        return {name: value for name, value in found.groupdict().items() if value is not None} if found else {}


class RuleBook:
    """All packs, built in and the user's own; hands out the rules for a language."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs: Final = tuple(packs)
        self._sets: dict[str | None, RuleSet] = {}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every pack."""
        return tuple(rule for pack in self.packs for rule in pack.rules)

    @cached_property
    def version(self) -> str:
        """A short fingerprint of all rules: two answers with the same one were cleaned by the same rules."""
        digest = hashlib.sha256()
        for rule in self.rules:
            digest.update(
                repr(
                    (rule.id, rule.expression, rule.kind, rule.role, rule.where, rule.run, rule.heads, rule.weight)
                ).encode()
            )
        return digest.hexdigest()[:12]

    def for_language(self, language: str | None) -> RuleSet:
        """The rules for a page in ``language`` (BCP 47): packs of any language, English, and its own.

        With ``None`` (not known) every pack is in force.
        """
        primary = language.split("-")[0].lower() if language else None
        if primary not in self._sets:
            self._sets[primary] = RuleSet(
                rule
                for pack in self.packs
                if primary is None or pack.language in (None, primary, *_ALWAYS)
                for rule in pack.rules
            )
        return self._sets[primary]


@lru_cache(maxsize=8)
def rule_book(folder: str | None = None) -> RuleBook:
    """The built-in packs and those in ``folder`` (``*.yaml``). Raises `BrokenPack`, naming file, rule and reason."""
    paths = sorted(_BUILT_IN.glob("*.yaml"))
    if folder is not None:
        own = sorted(Path(folder).glob("*.yaml"))
        if not own:
            raise BrokenPack(folder, None, "the folder holds no *.yaml rule pack")
        paths += own
    packs: list[Pack] = []
    ids: dict[str, Path] = {}
    for path in paths:
        pack = read_pack(path)
        for rule in pack.rules:
            if rule.id in ids:
                raise BrokenPack(path, rule.id, f"the id is already used in {ids[rule.id]}")
            ids[rule.id] = path
        packs.append(pack)
    return RuleBook(packs)
