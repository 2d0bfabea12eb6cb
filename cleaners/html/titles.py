"""The headline an HTML page states: what its statements agree on best, without the site's name around it.

Each statement (heading, JSON-LD, Open Graph, ``<title>``, whole or cut) votes for what it says. The weights are those
of a conditional logit fitted on the gold titles of five sets, each set held out in turn to see that they carry over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from cleaners.article import Origin
from cleaners.html.fields import Reading
from cleaners.html.markup import BIT, hints_of
from cleaners.metadata import jsonld
from cleaners.metadata.markup import Markup
from cleaners.metadata.titles import cut_site_name, first_segment
from cleaners.normalise import key

#: what one statement adds: (as it stands, without the site's name, its first segment)
_STATED: Final[dict[str, tuple[float, float, float]]] = {
    "headline": (0.94, 0.0, 0.0),
    "og:title": (0.65, 0.68, 0.48),
    "<title>": (-0.97, 0.3, 0.48),
}
_HEADING, _BANNER_HEADING, _SECOND_HEADING, _MICRODATA = 0.61, 0.22, 1.02, 0.35
#: what the page prints above its text is more likely its headline than what only its template says
_PRINTED: Final = 1.5
_SITE, _SEGMENTED, _ONE_WORD, _TWO_WORDS = -0.59, -0.35, -1.3, -0.42
#: statements that only name candidates
_META: Final = ("og:title", "twitter:title", "title", "dc.title")
#: where one title is written in several ways (quotes, dashes), whose spelling is taken, the best first
_SPELLING: Final = ("html.json-ld.headline", "html.h1", "html.h2", "html.meta.og-title")
#: headings that are looked at
_HEADINGS: Final = 3
_BANNER: Final = BIT["header"] | BIT["navigation"] | BIT["footer"] | BIT["sidebar"]


@dataclass(slots=True, frozen=True)
class StatedTitle:
    """A title with its votes; ``echoed``: a heading that ``<title>`` repeats; ``crumb``: a link of the breadcrumb."""

    reading: Reading
    votes: float
    echoed: bool
    crumb: bool


@dataclass(slots=True, frozen=True)
class _Vote:
    reading: Reading
    weight: float


def read_title(
    markup: Markup, site: str | None, hostname: str | None, printed: Collection[str] = ()
) -> StatedTitle | None:
    """The title most of the votes are for; ``printed`` are the keys of the lines printed down to the first text."""
    sums: dict[str, float] = {}
    readings: dict[str, list[Reading]] = {}
    for vote in (*_headings(markup, site), *_statements(markup, [name for name in (site, hostname) if name])):
        if folded := key(vote.reading.value):
            sums[folded] = sums.get(folded, 0.0) + vote.weight
            readings.setdefault(folded, []).append(vote.reading)
    site_key = key(site) if site else None
    for folded, found in readings.items():
        text: str = found[0].value
        words = len(text.split()) if text.isascii() or " " in text else len(text) // 3
        sums[folded] += _ONE_WORD if words <= 1 else _TWO_WORDS if words == 2 else 0.0
        if folded in printed:
            sums[folded] += _PRINTED
        if folded == site_key:
            sums[folded] += _SITE
        if first_segment(text) != text:
            sums[folded] += _SEGMENTED
    if not sums:
        return None
    best = max(sums, key=lambda folded: sums[folded])
    spellings = {reading.rule: reading for reading in reversed(readings[best])}
    reading = next((spellings[rule] for rule in _SPELLING if rule in spellings), readings[best][0])
    echoed = bool(spellings.keys() & {"html.h1", "html.h2"}) and best in key(markup.title or "")
    crumbs = {key(name) for name, linked in markup.crumbs[0] if linked} if markup.crumbs else set()
    return StatedTitle(reading, sums[best], echoed, best in crumbs)


def _headings(markup: Markup, site: str | None) -> Iterator[_Vote]:
    """The first headings that are no banner; else those of the banner; else an ``<h2>`` that ``<title>`` repeats."""
    whole, site_key = key(markup.title or ""), key(site or "")
    main: list[str] = []
    banner: list[str] = []
    second = None
    for level, text, node in markup.headings:
        folded = key(text)
        if level == 1 and len(folded) > 2 and folded != site_key:
            (banner if _in_banner(node) else main).append(unescape(text))
        elif level == 2 and second is None and len(folded) > 12 and folded in whole:
            second = unescape(text)
    for number, text in enumerate((main or banner)[:_HEADINGS]):
        weight = 0.0 if number else _HEADING if main else _BANNER_HEADING
        yield _Vote(Reading(text, "markup", "html.h1", text), weight)
    for text in main + banner:
        if len(key(text)) > 8 and key(text) in whole:
            yield _Vote(Reading(text, "markup", "html.h1", text), 0.0)
            break
    if second is not None:
        yield _Vote(Reading(second, "markup", "html.h2", second), _SECOND_HEADING)


def _statements(markup: Markup, sites: list[str]) -> Iterator[_Vote]:
    article = markup.article or {}
    stated: list[tuple[str, str | None, Origin, str]] = [
        ("headline", jsonld.text_of(article.get("headline")), "json-ld", "html.json-ld.headline"),
        ("name", jsonld.text_of(article.get("name")), "json-ld", "html.json-ld.name"),
    ]
    for name in _META:
        value = next(iter(markup.meta.get(name, ())), None)
        stated.append((name, value, "meta", f"html.meta.{name.replace(':', '-').replace('.', '-')}"))
    stated.append(("<title>", markup.title, "markup", "html.title"))
    for value in markup.properties.get("headline", ())[:1]:
        yield _Vote(Reading(value, "markup", "html.microdata.headline", value), _MICRODATA)
    for name, value, origin, rule in stated:
        if value:
            value = unescape(value)
            forms = (value, cut_site_name(value, sites)[0], first_segment(value))
            for form, weight in zip(forms, _STATED.get(name, (0.0, 0.0, 0.0)), strict=True):
                yield _Vote(Reading(form, origin, rule, value), weight)


def _in_banner(node: Any) -> bool:
    """Whether a heading stands in the page's own head, menu or foot rather than the article's."""
    for steps, step in enumerate(node.iterancestors()):
        if step.tag in ("article", "main", "body") or steps > 4:
            return False
        if hints_of(step.tag, dict(step.items())) & _BANNER and step.tag != "header":
            return True
    return False
