"""The dates an HTML page states: in JSON-LD, meta tags, microdata, ``<time>``, its address, or a line marked as one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Final
from urllib.parse import urlsplit

from cleaners.article import Origin
from cleaners.html.blocks import Block
from cleaners.html.fields import NAMES, Reading
from cleaners.html.markup import BIT
from cleaners.metadata import jsonld
from cleaners.metadata.dates import Moment, find_dates, label_before
from cleaners.metadata.markup import Markup, TimeTag
from cleaners.metadata.names import read_byline
from cleaners.normalise import visible
from cleaners.page import Page

_URL_DAY: Final = re.compile(r"(?<!\d)(20[0-3]\d|19[89]\d)([/\-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS: Final = 12
_URL_DAY_FIRST: Final = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])([\-_.])(0[1-9]|1[0-2])\2(20[0-3]\d|19[89]\d)(?!\d)")

#: a meta tag by whatever name that tells when the page was published
_PUBLISHED: Final = re.compile(r"publi(?:sh|c)[a-z]*[-_.]?(?:date|time|on|at)$|^(?:date|time)[-_.]?publi(?:sh|c)")
#: a class that tells of it
_PUBLISHES: Final = re.compile(r"publi(?:sh|c)", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)")
#: local time is at most so far from UTC
_LOCAL: Final = timedelta(hours=14)


def read_moment(value: str, page: Page, language: str | None) -> Moment | None:
    """The first date in a machine-readable value."""
    found = find_dates(visible(value)[:80], language=language, timezone=page.timezone)
    return found[0] if found else None


def _dated(value: str | None, origin: Origin, rule: str, page: Page, language: str | None) -> Reading | None:
    if not value:
        return None
    moment = read_moment(value, page, language)
    if moment is None or not 1990 <= moment.year <= 2100:
        return None
    if page.crawled_at is not None and (moment.year, moment.month, moment.day) > (
        page.crawled_at.year + (page.crawled_at.month + 1) // 13,
        (page.crawled_at.month % 12) + 1,
        31,
    ):
        return None
    if moment.hour == 0 and not moment.minute and not moment.second:
        return Reading(moment.isoformat()[:10], origin, rule, value)  # midnight sharp is how a bare day is written
    return Reading(moment.isoformat(), origin, rule, value)


def stated_dates(markup: Markup, page: Page, language: str | None) -> tuple[Reading | None, Reading | None]:
    """Publication and modification dates from JSON-LD, meta tags, microdata and ``<time>``.

    JSON-LD that describes a mere page, without an author, tells when the page was set up; that is no publication.
    """
    published: list[Reading | None] = []
    modified: list[Reading | None] = []
    article = markup.article or {}
    names: tuple[tuple[str, list[Reading | None]], ...] = (("dateModified", modified),)
    if not jsonld.is_mere_page(article):
        names += (("datePublished", published), ("dateCreated", published), ("uploadDate", published))
    for name, target in names:
        target.append(_dated(jsonld.text_of(article.get(name)), "json-ld", f"html.json-ld.{name}", page, language))
    named = [name for name in markup.meta if _PUBLISHED.search(name)]
    for group, target in ((NAMES["published_meta"] + named, published), (NAMES["modified_meta"], modified)):
        for name in group:
            for value in markup.meta.get(name, ())[:1]:
                rule = f"html.meta.{name.replace(':', '-').replace('_', '-')}"
                target.append(_dated(value, "meta", rule, page, language))
    marked = [
        _dated(value, "markup", f"html.microdata.{name}", page, language)
        for name in ("datepublished", "datecreated")
        for value in markup.properties.get(name, ())[:1]
    ]
    # an answer is published after its question was created
    published.append(min(filter(None, marked), key=lambda reading: str(reading.value), default=None))
    changed = next(iter(markup.properties.get("datemodified", ())), None)
    modified.append(_dated(changed, "markup", "html.microdata.datemodified", page, language))
    return next(filter(None, published), None), next(filter(None, modified), None)


def time_tags(times: Sequence[TimeTag], page: Page, language: str | None) -> tuple[Reading | None, Reading | None]:
    """The dates of ``<time>`` elements that say what they are, or that stand in the head of the article.

    An update whose parent's class speaks of publication is both: all the page tells of either.
    """
    published = modified = printed = None
    for tag in times[:12]:
        words = tag.words
        reading = _dated(tag.value, "time-tag", "html.time", page, language) or _dated(
            tag.text, "time-tag", "html.time", page, language
        )
        if reading is None:
            continue
        if "modif" in words or "updat" in words or label_before(f"{tag.before} ") == "modified":
            modified = modified or reading
            if printed is None and _PUBLISHES.search(tag.around):
                printed = reading
        elif published is None:
            published = reading
    return published or printed, modified


def local_day(published: Reading, url: Reading | None, tags: Iterable[TimeTag]) -> Reading | None:
    """The local time, or else day, of a publication that is stated in UTC, where the address names the next day to it.

    Sites keep UTC and file what was published at night under their own day; a ``<time>`` without a zone that has the
    same minute and second tells how far their clock is from UTC. A page that prints the day it states goes by UTC.
    """
    value = str(published.value)
    if url is None or not value.endswith("+00:00"):
        return None
    moment, day = datetime.fromisoformat(value), datetime.fromisoformat(f"{url.value}T00:00:00+00:00")
    if moment.date() == day.date() or not -_LOCAL < moment - day < _LOCAL + timedelta(days=1):
        return None
    for tag in tags:
        if tag.value == published.raw and any(
            (shown.year, shown.month, shown.day) == (moment.year, moment.month, moment.day)
            for shown in find_dates(tag.text)
        ):
            return None
        match = _CLOCK.fullmatch(tag.value)
        if match is None or match[1] != url.value:
            continue
        local = datetime.fromisoformat(f"{match[1]}T{match[2]}+00:00")
        ahead = local - moment
        if abs(ahead) <= _LOCAL and not ahead % timedelta(minutes=15):
            shown = local.replace(tzinfo=timezone(ahead)).isoformat()
            return Reading(shown, published.origin, published.rule, published.raw)
    return Reading(url.value, url.origin, url.rule, url.raw)


#: a line that is about a date is not longer, and stands within so many blocks of the body's first
_DATE_LINE, _DATE_REACH = 70, 12
#: one that is called a date in the markup may be longer: when it was edited, and by whom
_LONG_DATE_LINE: Final = 140
#: bylines that a word tells from prose
_BYLINES: Final = frozenset({"byline.label", "byline.opening"})
#: without a title to start from, the date stands at most so many blocks above the body
_NEAR: Final = 3
_TRAPPINGS: Final = BIT["navigation"] | BIT["sidebar"] | BIT["promotion"] | BIT["related"]
#: a standfirst and a picture may stand between the title and the date
_BELOW: Final = 5
#: the signature stands within so many blocks below the body
_SIGNATURE: Final = 12
#: what follows a date that opens a line; the opening of a paragraph (code points)
_NEXT: Final = re.compile(r"\s*[–—|•·]|\s+-\s|\s*[^\W\d_]+:\s")
_DATELINE: Final = re.compile(r"\s*[–—|•·]|\s+-\s")
_OPENING: Final = 40
#: a lead and its picture may stand before the paragraph that opens with the date
_OPENERS: Final = 4
_BAR: Final = re.compile(r"[|•·]")
_ELSEWHERE: Final = (
    BIT["related"]
    | BIT["comment"]
    | BIT["footer"]
    | BIT["sidebar"]
    | BIT["promotion"]
    | BIT["clock"]
    | BIT["navigation"]
)


def marked_date(
    blocks: Sequence[Block],
    title: int | None,
    first: int,
    page: Page,
    language: str | None,
    foreign: Collection[int] = (),
) -> Reading | None:
    """The date of a short block above the body (at number ``first``) that markup, its words or its place call one.

    Its place does so where the block is hardly more than the date and stands below the title (at number ``title``), or
    where the body's first paragraph opens with the date and a dash. None of the ``foreign`` blocks is it.
    """
    around = blocks[first].hints if first < len(blocks) else 0
    above = first if title is None else min(title, first)
    below = min((first if title is None else max(title, first)) + _BELOW, len(blocks))
    for number in range(below - 1, max(min(above - _BELOW, first - _DATE_REACH), -1), -1):
        block = blocks[number]
        if number in foreign:
            continue
        told = block.near & (BIT["date"] | BIT["byline"]) or (above - _BELOW <= number and _is_byline(block, language))
        for moment in _moments(block, around | _between(number, title, first), page, language):
            if moment.label in ("published", "modified") or (told and moment.label is None):
                rule = "html.date-line.modified" if moment.label == "modified" else "html.date-line"
                return Reading(moment.isoformat(), "markup", rule, moment.raw)
    top = first - _NEAR if title is None else max(above, first - _DATE_REACH)
    for number in range(max(top + 1, 0), below):
        if number in foreign:
            continue
        # what stands between title and text belongs to them, whatever its class says
        for moment in _moments(blocks[number], around | _between(number, title, first), page, language)[:1]:
            before, _, after = blocks[number].text.partition(moment.raw)
            before, after = _BAR.split(before)[-1], _BAR.split(after)[0]
            if moment.label is None and _is_aside(before) and (_is_aside(after) or _NEXT.match(after)):
                return Reading(moment.isoformat(), "markup", "html.date-block", moment.raw)
    for number in range(above - 1, max(above - _BELOW, 0) - 1, -1) if title is not None else ():
        # in the site's own head it is the day of the visit
        if blocks[number].hints & (BIT["content"] | BIT["header"]) != BIT["header"]:
            for moment in _moments(blocks[number], around, page, language)[:1]:
                if moment.raw == blocks[number].text:
                    return Reading(moment.isoformat(), "markup", "html.date-block", moment.raw)
    for block in blocks[first : first + _OPENERS]:
        opening = find_dates(block.text[:_OPENING], language=language, timezone=page.timezone)[:1]
        if opening and block.text.startswith(opening[0].raw) and _DATELINE.match(block.text[len(opening[0].raw) :]):
            return Reading(opening[0].isoformat(), "markup", "html.dateline", opening[0].raw)
    return None


def signed_date(
    blocks: Sequence[Block],
    first: int,
    last: int,
    page: Page,
    language: str | None,
    foreign: Collection[int] = (),
) -> Reading | None:
    """The date of the signature: a short block right below the body (numbers ``first`` to ``last``).

    Markup calls it a date or a byline, and it is hardly more than a date, or a byline that holds one. None of the
    ``foreign`` blocks is it.
    """
    around = blocks[first].hints if first < len(blocks) else 0
    for number, block in enumerate(blocks[last + 1 : last + 1 + _SIGNATURE], last + 1):
        if number in foreign or not block.near & (BIT["date"] | BIT["byline"]):
            continue
        for moment in _moments(block, around, page, language)[:1]:
            before, _, after = block.text.partition(moment.raw)
            if moment.label == "published" or (
                moment.label is None and _is_aside(after) and (_is_aside(before) or _is_byline(block, language))
            ):
                return Reading(moment.isoformat(), "markup", "html.date-signature", moment.raw)
    return None


def _between(number: int, title: int | None, first: int) -> int:
    """The hints that say nothing of block ``number``, because it stands between the title and the text."""
    return _TRAPPINGS if title is not None and title < number < first else 0


def _is_byline(block: Block, language: str | None) -> bool:
    byline = read_byline(block.text, language=language) if len(block.text) <= _DATE_LINE else None
    return byline is not None and byline.rule in _BYLINES


def _moments(block: Block, around: int, page: Page, language: str | None) -> list[Moment]:
    """The dates of a short block that stands in no other part of the page than the body, whose hints are ``around``."""
    head = block.near & BIT["date"] and len(block.text) <= _LONG_DATE_LINE
    if (len(block.text) > _DATE_LINE and not head) or block.hints & _ELSEWHERE & ~around or block.hidden:
        return []
    found = find_dates(block.text, language=language, timezone=page.timezone)
    return [moment for moment in found if 1990 <= moment.year <= 2100]


def _is_aside(text: str) -> bool:
    """Whether what stands beside a date is no more than a place or a label."""
    return len(text.split()) <= 1 or not any(char.isalpha() for char in text)


def url_date(url: str | None) -> Reading | None:
    """A day in the path of the address (``/2021/01/15/``, ``/2021-01-15-``, ``/15-01-2021-``)."""
    if not url:
        return None
    path = urlsplit(url).path
    if (match := _URL_DAY.search(path)) is not None:
        year, month, day = match[1], match[3], match[4]
    elif (match := _URL_DAY_FIRST.search(path)) is not None:
        day, month, year = match[1], match[3], match[4]
        if int(day) <= _MONTHS and day != month:
            return None  # which of them is the day, nothing tells
    else:
        return None
    if int(day) > monthrange(int(year), int(month))[1]:
        return None
    return Reading(f"{year}-{month}-{day}", "url", "html.url.day", match[0])
