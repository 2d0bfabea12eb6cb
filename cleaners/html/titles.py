"""The headline an HTML page states: what its statements agree on best, without the site's name around it.

Each statement (heading, JSON-LD, Open Graph, ``<title>``, whole or cut) votes for what it says, and looks vote too:
whether it is printed above the text, is but a word or two, shares words with ``<title>``. The weights
(``data/title-weights.json``) are those of a conditional logit fitted on gold titles (``benchmarks/fit_titles.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final

from cleaners.article import Origin
from cleaners.html.fields import Reading
from cleaners.html.headings import Headings, read_headings
from cleaners.metadata import jsonld
from cleaners.metadata.markup import Markup
from cleaners.metadata.titles import cut_site_name, first_segment, last_segment
from cleaners.normalise import key

#: what each statement and each look adds (log-odds)
WEIGHTS: Final[dict[str, float]] = json.loads(
    (Path(__file__).parent / "data" / "title-weights.json").read_text(encoding="utf-8")
)
#: meta tags that name candidates
_META: Final = ("og:title", "twitter:title", "title", "dc.title")
#: where one title is written in several ways (quotes, dashes), whose spelling is taken, the best first
_SPELLING: Final = ("html.json-ld.headline", "html.h1.plain", "html.h1", "html.h2", "html.meta.og-title")
#: statements that speak of each other where one holds the other, if it has so many letters
_SPEAKING: Final = ("html.h1", "html.json-ld.headline", "html.meta.og-title", "html.title")
_HELD: Final = 8
#: statements that agree where all say the same
_STATEMENTS: Final = frozenset({"html.json-ld.headline", "html.meta.og-title", "html.title"})
#: what a heading says is no site's name at the end of ``<title>``
_SHOWN: Final = ("h1", "h2", "plain")
_WORD: Final = re.compile(r"\w+")
#: source text that a template left in a title
_HASHES: Final = re.compile(r"^#{1,6}\s+")


@dataclass(slots=True, frozen=True)
class StatedTitle:
    """A title with its votes; ``echoed``: a heading that ``<title>`` repeats; ``crumb``: a link of the breadcrumb."""

    reading: Reading
    votes: float
    echoed: bool
    crumb: bool


@dataclass(slots=True)
class Candidate:
    """One title in all its spellings, and the votes for it: name of the vote -> how much of it."""

    readings: list[Reading] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=dict)

    @property
    def sum(self) -> float:
        """The votes, weighed."""
        return sum(WEIGHTS.get(name, 0.0) * value for name, value in self.votes.items())


def read_title(
    markup: Markup, site: str | None, hostname: str | None, printed: Collection[str] = ()
) -> StatedTitle | None:
    """The title most of the votes are for; ``printed`` are the keys of the lines printed down to the first text."""
    candidates = title_candidates(markup, site, hostname, printed)
    if not candidates:
        return None
    best = max(candidates, key=lambda folded: candidates[folded].sum)
    chosen = candidates[best]
    spellings = {reading.rule: reading for reading in reversed(chosen.readings)}
    reading = next((spellings[rule] for rule in _SPELLING if rule in spellings), chosen.readings[0])
    reading = _parted(reading, chosen.readings)
    if "kicked" in chosen.votes and reading.rule == "html.h1":
        # a kicker runs into the heading without the sign that parts them elsewhere
        reading = spellings.get("html.meta.og-title", reading)
    echoed = bool(spellings.keys() & {"html.h1", "html.h2"}) and best in key(markup.title or "")
    crumbs = {key(name) for name, linked in markup.crumbs[0] if linked} if markup.crumbs else set()
    return StatedTitle(reading, chosen.sum, echoed, best in crumbs)


def _parted(reading: Reading, spellings: Sequence[Reading]) -> Reading:
    """``reading``; if it is a heading whose parts run into one another (``HarbourFerry``), the spelling with a gap."""
    if not reading.rule.startswith("html.h"):
        return reading
    count = len(_WORD.findall(reading.value))
    return next((other for other in spellings if len(_WORD.findall(other.value)) > count), reading)


def title_candidates(
    markup: Markup, site: str | None, hostname: str | None, printed: Collection[str] = ()
) -> dict[str, Candidate]:
    """Everything that may be the title, by its key, with the votes for it. Arguments as for `read_title`."""
    headings = read_headings(markup, site)
    site = site or headings.home
    candidates: dict[str, Candidate] = {}
    votes = (*_of_headings(headings), *_of_statements(markup, [name for name in (site, hostname) if name]))
    for reading, names in votes:
        if folded := key(reading.value):
            candidate = candidates.setdefault(folded, Candidate())
            candidate.readings.append(reading)
            candidate.votes.update(dict.fromkeys(names, 1.0))
    shown = {key(heading.plain) for heading in headings.main if heading.plain and key(heading.text) in printed}
    shown.update(printed)
    stated = {
        reading.rule: folded
        for folded, candidate in candidates.items()
        for reading in candidate.readings
        if reading.rule in _SPEAKING and key(reading.raw) == folded
    }
    words = frozenset(_WORD.findall((markup.title or "").casefold()))
    for folded, candidate in candidates.items():
        if folded in shown:
            candidate.votes["printed"] = 1.0
        if site and folded == key(site):
            candidate.votes["site"] = 1.0
        candidate.votes.update(_looks(candidate.readings[0].value, words))
        if not candidate.votes.keys().isdisjoint(_SHOWN):
            candidate.votes.pop("<title> last", None)
        others = [other for other in stated.values() if other != folded]
        if {reading.rule for reading in candidate.readings} >= _STATEMENTS:
            candidate.votes["agreed"] = 1.0
        candidate.votes["held"] = float(sum(len(folded) >= _HELD and folded in other for other in others))
        candidate.votes["holds"] = float(sum(len(other) >= _HELD and other in folded for other in others))
    return candidates


def _looks(text: str, words: frozenset[str]) -> dict[str, float]:
    """What a candidate's own words say for or against it; ``words`` are those of ``<title>``."""
    looks: dict[str, float] = {}
    count = len(text.split()) if text.isascii() or " " in text else len(text) // 3
    if count <= 2:
        looks["one word" if count <= 1 else "two words"] = 1.0
    if first_segment(text) != text:
        looks["segmented"] = 1.0
    own = set(_WORD.findall(text.casefold()))
    looks["overlap"] = len(own & words) / max(len(own), 1)
    return looks


def _of_headings(headings: Headings) -> Iterator[tuple[Reading, Sequence[str]]]:
    for number, heading in enumerate(headings.main):
        reading = Reading(heading.text, "markup", "html.h1", heading.text)
        names = [] if number else ["banner"] if headings.in_banner else ["h1"]
        if headings.alone:
            names.append("only h1")
        if heading.plain:
            names.append("kicked")
            yield Reading(heading.plain, "markup", "html.h1.plain", heading.text), ("plain",)
        yield reading, names
    if headings.echo:
        yield Reading(headings.echo, "markup", "html.h1", headings.echo), ()
    if headings.second:
        yield Reading(headings.second, "markup", "html.h2", headings.second), ("h2",)


def _of_statements(markup: Markup, sites: list[str]) -> Iterator[tuple[Reading, Sequence[str]]]:
    article = markup.article or {}
    headline = jsonld.text_of(article.get("headline"))
    stated: list[tuple[str, str | None, Origin, str]] = [
        ("headline", headline, "json-ld", "html.json-ld.headline"),
        ("name", jsonld.text_of(article.get("name")), "json-ld", "html.json-ld.name"),
    ]
    for name in _META:
        value = next(iter(markup.meta.get(name, ())), None)
        stated.append((name, value, "meta", f"html.meta.{name.replace(':', '-').replace('.', '-')}"))
    stated.append(("<title>", markup.title, "markup", "html.title"))
    for value in markup.properties.get("headline", ())[:1]:
        yield Reading(value, "markup", "html.microdata.headline", value), ("microdata",)
    for name, value, origin, rule in stated:
        if not value:
            continue
        value = _HASHES.sub("", unescape(value))
        cut = cut_site_name(value, sites)[0]
        yield Reading(value, origin, rule, value), (name,)
        lone = name == "<title>" and not headline
        yield Reading(cut, origin, rule, value), (f"{name} cut", *(["lone <title> cut"] if lone else ()))
        yield Reading(first_segment(value), origin, rule, value), (f"{name} first",)
        if name == "<title>" and (last := last_segment(value)):
            yield Reading(last, origin, rule, value), ("<title> last",)
