"""Metadata of an HTML page: machine-readable statements first, then what is printed, each with its origin."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from cleaners.article import Metadata, Origin, Provenance
from cleaners.html.tree import absolute
from cleaners.metadata import jsonld
from cleaners.metadata.dates import Moment, find_dates
from cleaners.metadata.markup import Markup
from cleaners.normalise import key, visible
from cleaners.page import Page

_SITE_SEPARATOR: Final = re.compile(
    r"\s+[|–—·•»«:>/\\~]+\s+|\s+-+\s+|\s*[|｜»]\s*|(?<=[\u3040-\u9fff])[_-](?=[\u3040-\u9fff])|_"
)
_URL_DAY: Final = re.compile(r"(?<!\d)(20[0-3]\d|19[89]\d)([/\-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_ORGANISATION: Final = frozenset({"organization", "newsmediaorganization", "corporation", "website", "brand"})
_NAMES: Final[dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "data" / "metadata_names.json").read_text(encoding="utf-8")
)
_NO_AUTHOR: Final = frozenset(map(key, _NAMES["no_author"]))
_HOME: Final = frozenset(map(key, _NAMES["home"]))
_AUTHOR_PREFIX: Final = re.compile(
    rf"^(?:{'|'.join(map(re.escape, _NAMES['author_prefixes']))})\s*[:.]?\s+(?=\S)", re.IGNORECASE
)


@dataclass(slots=True, frozen=True)
class Reading:
    """A value with where it came from."""

    value: Any
    origin: Origin
    rule: str
    raw: str


class Fields:
    """Gathers values into `Metadata`; the first reading given for a field stays."""

    def __init__(self) -> None:
        self.metadata: Final = Metadata()

    def take(self, name: str, reading: Reading | None) -> bool:
        """Set field ``name`` if it is still empty. Returns whether it is set now."""
        if getattr(self.metadata, name):
            return True
        if reading is None or reading.value in (None, "", []):
            return False
        setattr(self.metadata, name, reading.value)
        self.metadata.provenance[name] = Provenance(reading.origin, reading.rule, reading.raw[:500])
        return True


def site_name(markup: Markup) -> Reading | None:
    """The site's name from og:site_name, the publisher in JSON-LD or application-name."""
    article = markup.article or {}
    publisher = jsonld.names_of(jsonld.resolve(article.get("publisher"), markup.nodes))
    if publisher:
        return Reading(publisher[0][0], "json-ld", "html.json-ld.publisher", publisher[0][0])
    found = markup.first("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
    if found and not found[0].startswith(("http://", "https://")):
        return Reading(found[0], "meta", f"html.meta.{found[1].replace(':', '-')}", found[0])
    for node in markup.nodes:
        kinds = jsonld.types_of(node)
        if ("website" in kinds or any(kind in _ORGANISATION for kind in kinds)) and (
            name := jsonld.text_of(node.get("name"))
        ):
            return Reading(name, "json-ld", f"html.json-ld.{kinds[0]}", name)
    return None


def without_site(title: str, site: str | None, hostname: str | None = None) -> str:
    """``title`` without the site's name (and section) before or after a separator."""
    pieces = _SITE_SEPARATOR.split(title)
    if len(pieces) < 2:
        return title
    spans = [(match.start(), match.end()) for match in _SITE_SEPARATOR.finditer(title)]
    site_key = key(site) if site else ""
    host_key = key((hostname or "").removeprefix("www.").split(".")[0])

    def is_site(piece: str) -> bool:
        folded = key(piece)
        return bool(folded) and (
            (bool(site_key) and (folded in site_key or site_key in folded) and len(folded) < len(site_key) + 12)
            or (len(host_key) > 3 and (folded == host_key or (host_key in folded and len(folded) < len(host_key) + 8)))
        )

    start, end = 0, len(pieces)
    for index in range(1, len(pieces)):
        if is_site(pieces[index]):
            end = index
            break
    if end == len(pieces) and is_site(pieces[0]):
        start = 1
    left = 0 if start == 0 else spans[start - 1][1]
    right = len(title) if end == len(pieces) else spans[end - 1][0]
    cut = title[left:right].strip()
    if cut != title:
        return cut or title
    # an unknown short last piece is a site's name more often than not
    last, rest = pieces[-1], title[: spans[-1][0]].strip()
    separator = title[spans[-1][0] : spans[-1][1]].strip()
    if len(rest) >= 15 and len(last.split()) <= 4 and len(last) < 0.5 * len(rest) and separator not in (":", ""):
        return rest
    return title


def read_title(markup: Markup, site: str | None, hostname: str | None) -> Reading | None:
    """The headline: what JSON-LD, Open Graph, ``<h1>`` and ``<title>`` agree on best."""
    stated: list[Reading] = []
    if markup.article and (headline := jsonld.text_of(markup.article.get("headline"))):
        stated.append(Reading(headline, "json-ld", "html.json-ld.headline", headline))
    stated += [
        Reading(without_site(value, site, hostname), "meta", f"html.meta.{name.replace(':', '-')}", value)
        for name in ("og:title", "twitter:title", "dc.title", "dcterms.title", "title")
        for value in markup.meta.get(name, ())[:1]
    ]
    page_title = markup.title
    cut = without_site(page_title, site, hostname) if page_title else None
    if page_title and cut:
        stated.append(Reading(cut, "markup", "html.title", page_title))
    keys = [key(reading.value) for reading in stated]
    whole = key(page_title or "")
    first_h1: Reading | None = None
    for level, text, _ in markup.headings:
        folded = key(text)
        if not folded or (site and folded == key(site)):
            continue
        reading = Reading(text, "markup", f"html.h{level}", text)
        if len(folded) > 8 and (any(folded == other for other in keys) or (level == 1 and folded in whole)):
            return reading
        if level == 1 and first_h1 is None:
            first_h1 = reading
    if stated:
        return stated[0]
    return first_h1


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
    """Publication and modification dates from JSON-LD, meta tags, microdata and ``<time>``."""
    published: list[Reading | None] = []
    modified: list[Reading | None] = []
    article = markup.article or {}
    for name, target in (
        ("datePublished", published),
        ("dateCreated", published),
        ("uploadDate", published),
        ("dateModified", modified),
    ):
        target.append(_dated(jsonld.text_of(article.get(name)), "json-ld", f"html.json-ld.{name}", page, language))
    for names, target in ((_NAMES["published_meta"], published), (_NAMES["modified_meta"], modified)):
        for name in names:
            for value in markup.meta.get(name, ())[:1]:
                rule = f"html.meta.{name.replace(':', '-').replace('_', '-')}"
                target.append(_dated(value, "meta", rule, page, language))
    for name, target in (("datepublished", published), ("datecreated", published), ("datemodified", modified)):
        for value in markup.properties.get(name, ())[:1]:
            target.append(_dated(value, "markup", f"html.microdata.{name}", page, language))
    return next(filter(None, published), None), next(filter(None, modified), None)


def time_tags(markup: Markup, page: Page, language: str | None) -> tuple[Reading | None, Reading | None]:
    """The dates of ``<time>`` elements that say what they are, or that stand in the head of the article."""
    published = modified = None
    for tag in markup.times[:12]:
        words = tag.words
        reading = _dated(tag.value, "time-tag", "html.time", page, language) or _dated(
            tag.text, "time-tag", "html.time", page, language
        )
        if reading is None:
            continue
        if "modif" in words or "updat" in words:
            modified = modified or reading
        elif published is None:
            published = reading
    return published, modified


def url_date(url: str | None) -> Reading | None:
    """A day in the path of the address (``/2021/01/15/``, ``/2021-01-15-``)."""
    if not url:
        return None
    match = _URL_DAY.search(urlsplit(url).path)
    if match is None:
        return None
    return Reading(f"{match[1]}-{match[3]}-{match[4]}", "url", "html.url.day", match[0])


def clean_author(name: str, site: str | None) -> str | None:
    """``name`` as a person or desk, or ``None`` for a site's name, an address or a stand-in."""
    name = visible(name).strip(" ,;|·•-–—:/")
    name = _AUTHOR_PREFIX.sub("", name)
    folded = key(name)
    if not folded or folded in _NO_AUTHOR or len(name) > 80 or "http" in name or "@" in name or "/" in name[:1]:
        return None
    if site and folded == key(site):
        return None
    if re.fullmatch(r"[\W\d_]+", name) or re.search(r"\.(?:com|org|net|de|vn|co|info|ru|fr|es|it|pl)$", name.lower()):
        return None
    return name


def _authors(pairs: Sequence[str], site: str | None) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for raw in pairs:
        for piece in re.split(r"\s*[,;|]\s+|\s+(?:and|und|et|và|&)\s+(?=[^\W\d_])", raw) if len(raw) < 200 else []:
            name = clean_author(piece, site)
            if name and key(name) not in seen:
                seen.add(key(name))
                found.append(name)
    return found[:20]


def stated_authors(markup: Markup, site: str | None) -> Reading | None:
    """Authors from JSON-LD, meta tags, microdata and ``rel=author``: the first that names a person or desk."""
    article = markup.article or {}
    pairs = jsonld.names_of(jsonld.resolve(article.get("author") or article.get("creator"), markup.nodes))
    named = _authors([name for name, kind in pairs if kind not in _ORGANISATION] or [name for name, _ in pairs], site)
    if named:
        return Reading(named, "json-ld", "html.json-ld.author", "; ".join(name for name, _ in pairs))
    for name in _NAMES["author_meta"]:
        values = [value for value in markup.meta.get(name, ()) if not value.startswith("http")]
        if name == "twitter:data1" and "written by" not in (" ".join(markup.meta.get("twitter:label1", ()))).lower():
            continue
        if named := _authors(values, site):
            return Reading(named, "meta", f"html.meta.{name.replace(':', '-')}", "; ".join(values))
    if named := _authors(markup.linked_authors[:6], site):
        return Reading(named, "markup", "html.rel-author", "; ".join(markup.linked_authors[:6]))
    return None


def stated_section(markup: Markup, title: str | None, site: str | None) -> Reading | None:
    """The breadcrumb without "home" and without the title; else the article's own section."""

    def tidy(items: list[str]) -> list[str]:
        kept: list[str] = []
        for number, item in enumerate(items):
            folded = key(item)
            if not folded or folded in _HOME or (number == 0 and site and folded == key(site)):
                continue
            if title and (folded == key(title) or (len(folded) > 15 and key(title).startswith(folded))):
                continue
            if len(item) <= 60 and (not kept or key(kept[-1]) != folded):
                kept.append(item)
        return kept

    if items := tidy(markup.json_crumbs):
        return Reading(items, "json-ld", "html.json-ld.breadcrumb", " > ".join(markup.json_crumbs))
    for trail in markup.crumbs:
        if items := tidy([name for name, _ in trail]):
            return Reading(items, "markup", "html.breadcrumb", " > ".join(name for name, _ in trail))
    article = markup.article or {}
    section = article.get("articleSection")
    values = [text for item in (section if isinstance(section, list) else [section]) if (text := jsonld.text_of(item))]
    if items := tidy(values[:4]):
        return Reading(items, "json-ld", "html.json-ld.articleSection", ", ".join(values))
    found = markup.first("article:section", "parsely-section", "category", "section")
    if found and (items := tidy([found[0]])):
        return Reading(items, "meta", f"html.meta.{found[1].replace(':', '-')}", found[0])
    return None


def stated_keywords(markup: Markup) -> Reading | None:
    """Tags in JSON-LD or meta tags."""
    article = markup.article or {}
    value = article.get("keywords")
    values = value if isinstance(value, list) else [value]
    texts = [text for item in values if (text := jsonld.text_of(item))]
    if words := _words(texts):
        return Reading(words, "json-ld", "html.json-ld.keywords", ", ".join(texts))
    for name in ("article:tag", "news_keywords", "parsely-tags", "keywords"):
        if words := _words(markup.meta.get(name, [])):
            return Reading(
                words, "meta", f"html.meta.{name.replace(':', '-').replace('_', '-')}", ", ".join(markup.meta[name])
            )
    return None


def _words(texts: list[str]) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for text in texts:
        for piece in re.split(r"\s*[,;，、]\s*", text):
            word = visible(piece).strip("#\"' ")
            if word and len(word) <= 80 and key(word) not in seen:
                seen.add(key(word))
                found.append(word)
    return found[:60]


def address(markup: Markup, page: Page, base: str | None) -> Reading | None:
    """The caller's address, else the canonical link, else og:url."""
    if page.url:
        return Reading(page.url, "request", "html.request.url", page.url)
    if markup.canonical and (url := absolute(markup.canonical, base)):
        return Reading(url, "markup", "html.canonical", markup.canonical)
    found = markup.first("og:url")
    if found and (url := absolute(found[0], base)):
        return Reading(url, "meta", "html.meta.og-url", found[0])
    return None
