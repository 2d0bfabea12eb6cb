"""Rule packs: what a rule is, and reading packs from YAML with every fault named.

A pack is a YAML mapping::

    pack: vi                    # its name; the ids of its rules begin with "vi."
    language: vi                # BCP 47, or null for any language
    rules:
      - id: vi.counter.online   # unique
        kind: counter           # what a line that matches is, if it is removed …
        # role: date            # … or the part it plays, if it is kept as metadata
        pattern: 'đang (online|truy cập) ?:? ?\\d+'
        match: line             # line (the whole line, default), start, end, search
        where: anywhere         # top (above the body), tail (below it), anywhere (default)
        run: 1                  # how many neighbouring lines must match rules of this kind (default 1)
        heads: false            # true: a heading; what follows belongs to it until prose resumes
        weight: sure            # sure (default): decides; hint: only evidence
        example: 'Đang online: 214'          # one text or a list; each must match
        trap: 'Đang online có 214 khách.'    # one text or a list; none may match

Patterns are RE2, case-insensitive, matched on the canonical line (NFC, blanks collapsed, tone marks in
the old placement, list bullets and surrounding brackets stripped). ``role`` rules may carry named groups
(``value``, ``label``, ``name``, ``url`` …) that the metadata readers take up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

import re2
import yaml

from cleaners.normalise import bare, canonical, fold_tones
from cleaners.segments import KINDS, ROLES, Kind, Role

Match = Literal["line", "start", "end", "search"]
Where = Literal["top", "tail", "anywhere"]
Weight = Literal["sure", "hint"]

_FRAMES: Final[dict[str, str]] = {
    "line": "^(?:{})$",
    "start": "^(?:{})",
    "end": "(?:{})$",
    "search": "(?:{})",
}
_KEYS: Final = frozenset(
    {"id", "kind", "role", "pattern", "match", "where", "run", "heads", "weight", "example", "trap"}
)
#: the safe loader in C where PyYAML was built with it: ten times faster on packs of this size
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: how the names of the cleaner's own judgements begin; a rule of a pack must not look like one
_BUILT_IN: Final = frozenset({"text", "html"})
_PACK_KEYS: Final = frozenset({"pack", "language", "rules"})


class BrokenPack(ValueError):
    """A rule pack cannot be used; the message names the file, the rule and the reason."""

    def __init__(self, path: Path | str, rule: str | None, reason: str) -> None:
        super().__init__(f"{path}: " + (f"rule {rule}: " if rule else "") + reason)


@dataclass(slots=True, frozen=True)
class Rule:
    """One rule of a pack; see the module's text for what each field means."""

    id: str
    language: str | None
    kind: Kind | None
    role: Role | None
    pattern: str
    match: Match
    where: Where
    run: int
    heads: bool
    weight: Weight
    examples: tuple[str, ...]
    traps: tuple[str, ...]

    @property
    def expression(self) -> str:
        """The pattern as RE2 sees it: case-insensitive, in canonical tone placement, anchored."""
        return "(?i)" + _FRAMES[self.match].format(fold_tones(self.pattern))


@dataclass(slots=True, frozen=True)
class Pack:
    """A named list of rules for one language, or for any (``language`` is ``None``)."""

    name: str
    language: str | None
    rules: tuple[Rule, ...]


def options() -> Any:
    """RE2 options shared by single patterns and sets: UTF-8, silent, 64 MB of automaton at most."""
    made = re2.Options()
    made.log_errors = False
    made.max_mem = 64 << 20
    return made


def read_pack(path: Path) -> Pack:
    """Read and check one pack. Raises `BrokenPack` for anything that would make a rule silently useless."""
    pack, faults = examine_pack(path)
    if faults:
        raise faults[0]
    return pack


def examine_pack(path: Path) -> tuple[Pack, list[BrokenPack]]:
    """The sound rules of a pack, and what is wrong with the others. Raises `BrokenPack` for what is no pack at all."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BrokenPack(path, None, f"not readable as YAML: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list) or not isinstance(data.get("pack"), str):
        raise BrokenPack(path, None, "a pack is a mapping with 'pack' (its name) and 'rules' (a list)")
    if unknown := set(data) - _PACK_KEYS:
        raise BrokenPack(path, None, f"unknown key {min(map(str, unknown))!r}")
    if data["pack"] in _BUILT_IN:
        raise BrokenPack(path, None, f"no pack can be called {data['pack']!r}: so begin the cleaner's own judgements")
    language = data.get("language")
    if language is not None and not isinstance(language, str):
        raise BrokenPack(path, None, "'language' is a BCP 47 tag or null")
    rules: dict[str, Rule] = {}
    faults: list[BrokenPack] = []
    for entry in data["rules"]:
        rule, found = _read_rule(path, data["pack"], language, entry)
        if rule is not None and rule.id in rules:
            found.append(BrokenPack(path, rule.id, "the id is used twice"))
        if rule is not None and not found:
            rules[rule.id] = rule
        faults += found
    return Pack(data["pack"], language, tuple(rules.values())), faults


def _told(error: re2.error) -> str:
    """What RE2 says, which its binding hands on as bytes, without the expression around the user's pattern."""
    said = error.args[0] if error.args else ""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return text.partition(": (?i)")[0]


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _read_rule(path: Path, pack: str, language: str | None, entry: Any) -> tuple[Rule | None, list[BrokenPack]]:
    """The rule that ``entry`` states, and everything that is wrong with it: it is of use only if nothing is."""
    name = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(name, str):
        return None, [BrokenPack(path, None, "every rule is a mapping with an 'id'")]
    faults: list[BrokenPack] = []

    def check(good: bool, reason: str) -> None:
        if not good:
            faults.append(BrokenPack(path, name, reason))

    check(name.startswith(pack + "."), f"the id must begin with {pack + '.'!r}")
    for key in sorted(map(str, set(entry) - _KEYS)):
        check(False, f"unknown key {key!r}")
    kind, role, pattern = entry.get("kind"), entry.get("role"), entry.get("pattern")
    check((kind is None) != (role is None), "exactly one of 'kind' and 'role' is needed")
    check(kind is None or kind in KINDS, f"unknown kind {kind!r}")
    check(role is None or (role in ROLES and role != "removed"), f"unknown role {role!r}")
    has_pattern = isinstance(pattern, str) and bool(pattern)
    check(has_pattern, "'pattern' is missing")
    match, where, weight = entry.get("match", "line"), entry.get("where", "anywhere"), entry.get("weight", "sure")
    check(match in get_args(Match), f"'match' is one of {', '.join(get_args(Match))}")
    check(where in get_args(Where), f"'where' is one of {', '.join(get_args(Where))}")
    check(weight in get_args(Weight), f"'weight' is one of {', '.join(get_args(Weight))}")
    run, heads = entry.get("run", 1), entry.get("heads", False)
    check(isinstance(run, int) and not isinstance(run, bool) and 1 <= run <= 20, "'run' is a whole number, 1 to 20")
    check(isinstance(heads, bool), "'heads' is true or false")
    rule = Rule(
        id=name, language=language, kind=kind, role=role, pattern=pattern, match=match, where=where, run=run,
        heads=heads, weight=weight, examples=_texts(entry.get("example")), traps=_texts(entry.get("trap")),
    )  # fmt: skip
    if has_pattern and match in get_args(Match):
        for reason in _misfits(rule):
            check(False, reason)
    check(bool(rule.examples), "an 'example' that matches is missing")
    return rule, faults


def _misfits(rule: Rule) -> Iterator[str]:
    """What is wrong with the pattern of ``rule``, and which of its examples and traps show it."""
    try:
        compiled = re2.compile(rule.expression, options())
    except re2.error as error:
        yield f"the pattern is not RE2: {_told(error)}"
        return
    if compiled.search(""):
        yield "the pattern matches the empty line"
    for text in rule.examples:
        if not compiled.search(bare(canonical(text))):
            yield f"the example does not match: {text!r}"
    for text in rule.traps:
        if compiled.search(bare(canonical(text))):
            yield f"the trap matches: {text!r}"
