"""The metadata of an HTML page put together: what the markup states, then what the page prints."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from cleaners.article import Metadata, Provenance
from cleaners.html import dates, fields, people, titles, topics
from cleaners.html.evidence import Evidence
from cleaners.metadata.markup import TimeTag
from cleaners.metadata.words import primary
from cleaners.normalise import key

#: fields the printed page only ever adds to
_PRINTED: Final = (
    "title", "authors", "published_at", "modified_at", "section", "source", "publisher", "licence", "rights",
    "keywords", "view_count",
)  # fmt: skip
#: reporters are named in so many code points at the beginning of a paragraph
_DATELINE: Final = 80
#: what the page prints about these is worth more than what its template states
_PRINTED_FIRST: Final = frozenset({"section", "keywords", "publisher"})


def state(
    evidence: Evidence, times: Sequence[TimeTag], printed: Collection[str] = ()
) -> tuple[Metadata, titles.StatedTitle | None]:
    """What JSON-LD, meta tags, microdata, ``<time>`` and the address state; and the title with the votes for it.

    ``times`` are the ``<time>`` elements that may be the article's; ``printed`` are the keys of
    the lines above the text, which tell a headline from a template's title.
    """
    page, markup, language = evidence.page, evidence.markup, evidence.language
    made = fields.Fields()
    metadata = made.metadata
    made.take("url", evidence.address)
    if metadata.url:
        metadata.hostname = urlsplit(metadata.url).hostname
        if metadata.hostname:
            metadata.provenance["hostname"] = metadata.provenance["url"]
    site = evidence.site
    name = site.value if site else None
    made.take("publisher", site)
    title = titles.read_title(markup, name, metadata.hostname, printed)
    made.take("title", title.reading if title else None)
    published, modified = dates.stated_dates(markup, page, language)
    if published is not None:
        published = dates.local_day(published, dates.url_date(metadata.url), markup.times) or published
    made.take("published_at", published)
    made.take("modified_at", modified)
    tagged, changed = dates.time_tags(times, page, language)
    made.take("published_at", tagged)
    made.take("modified_at", changed)
    made.take("authors", people.stated_authors(markup, name))
    if primary(language) == "zh":
        made.take("authors", people.reported_by(block.text[:_DATELINE] for block in evidence.blocks))
    made.take("section", topics.stated_section(markup, metadata.title, name))
    made.take("keywords", topics.stated_keywords(markup))
    if language:
        metadata.language = language
        metadata.provenance["language"] = _language_origin(page.language, markup.language, language)
    return metadata, title


def _language_origin(given: str | None, stated: str | None, language: str) -> Provenance:
    """The caller's word goes first; the markup's counts where the text agrees with it."""
    if given:
        return Provenance("request", None, given)
    if stated and primary(stated) == primary(language):
        return Provenance("markup", "html.lang", stated)
    return Provenance("text", "text.language", language)


def take_printed(stated: Metadata, printed: Metadata, marked: fields.Reading | None) -> None:
    """Fill ``stated`` with what the page prints, where that is all there is or is the better witness.

    ``marked`` is the date of a line that only its markup or its label tells from any other.
    """
    _prefer_printed_time(stated, printed)
    _prefer_printed_day(stated, printed, marked)
    owner = printed.publisher or stated.publisher
    if owner and stated.authors and all(key(author) == key(owner) for author in stated.authors):
        stated.authors = []
        stated.provenance.pop("authors", None)
    for name in _PRINTED:
        value = getattr(printed, name)
        if value in (None, "", []) or name not in printed.provenance:
            continue
        if name == "section" and "".join(map(key, stated.section)) == "".join(map(key, value)):
            continue  # the links of the breadcrumb tell its items apart, the line does not
        if name == "published_at" and not _is_publication(stated, printed, marked):
            continue
        told = stated.provenance.get(name)
        if told is not None and told.rule == topics.TAGS:
            continue
        if getattr(stated, name) and name not in _PRINTED_FIRST and not (name == "title" and value != stated.title):
            continue
        setattr(stated, name, value)
        stated.provenance[name] = printed.provenance[name]
    if stated.published_at is None and marked is not None and not _is_change(stated, marked.rule, str(marked.value)):
        stated.published_at = marked.value
        stated.provenance["published_at"] = Provenance(marked.origin, marked.rule, marked.raw)
    if stated.published_at is None and (day := dates.url_date(stated.url)) is not None:
        stated.published_at = day.value
        stated.provenance["published_at"] = Provenance(day.origin, day.rule, day.raw)
    if stated.modified_at and stated.published_at and stated.modified_at[:10] < stated.published_at[:10]:
        stated.modified_at = None
        stated.provenance.pop("modified_at", None)


def _prefer_printed_time(stated: Metadata, printed: Metadata) -> None:
    """The printed time where the statement is but a day, or says the same minute more finely than it was printed."""
    if stated.published_at is None or printed.published_at is None or "T" not in printed.published_at:
        return
    if "T" not in stated.published_at or _minute(stated.published_at) == _minute(printed.published_at):
        stated.published_at = printed.published_at
        stated.provenance["published_at"] = printed.provenance["published_at"]


def _is_publication(stated: Metadata, printed: Metadata, marked: fields.Reading | None) -> bool:
    """Whether a printed date is the publication's: not the change that is stated, nor one less sure than ``marked``."""
    rule = printed.provenance["published_at"].rule or ""
    if _is_change(stated, rule, printed.published_at or ""):
        return False
    return marked is None or rule.endswith(".label") or rule == "text.date-line"


def _is_change(stated: Metadata, rule: str, printed: str) -> bool:
    """Whether a line prints the change that the page states: it says "updated", or is the ``<time>`` that states it."""
    told = stated.provenance.get("modified_at")
    if told is None or printed[:10] != (stated.modified_at or "")[:10]:
        return False
    return ".modified" in rule or (told.origin == "time-tag" and ".published" not in rule)


def _prefer_printed_day(stated: Metadata, printed: Metadata, marked: fields.Reading | None) -> None:
    """The printed day where the stated one is no older than the last change, as if a program had filled both in."""
    told = stated.provenance.get("published_at")
    if told is None or told.origin != "json-ld" or stated.published_at is None or stated.modified_at is None:
        return
    if "T" in stated.published_at or stated.published_at < stated.modified_at[:10]:
        return
    if marked is not None and str(marked.value)[:10] < stated.published_at:
        stated.published_at = marked.value
        stated.provenance["published_at"] = Provenance(marked.origin, marked.rule, marked.raw)
    elif printed.published_at is not None and printed.published_at[:10] < stated.published_at:
        stated.published_at = printed.published_at
        stated.provenance["published_at"] = printed.provenance["published_at"]


def _minute(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC).replace(second=0, microsecond=0)
