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
from cleaners.html.blocks import Block
from cleaners.html.markup import BIT, hints_of
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


#: keywords that templates bring along
_SOFTWARE: Final = frozenset({"dotnetnuke", "dnn", "joomla", "wordpress", "drupal", "sharepoint", "liferay", "typo3"})


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


#: how much each statement of the title counts; those that say the same add up
_ECHOED: Final = 0.6  # an <h1> that stands in <title>
_H1, _OPEN_GRAPH, _JSON_LD, _PAGE_TITLE, _TWITTER, _OTHER = 1.25, 1.2, 1.0, 0.5, 0.3, 0.2
_NOT_A_HEADLINE: Final = BIT["header"] | BIT["navigation"] | BIT["footer"] | BIT["sidebar"]


def read_title(markup: Markup, site: str | None, hostname: str | None) -> Reading | None:
    """The headline: what ``<h1>``, Open Graph, JSON-LD and ``<title>`` agree on best, without the site's name."""
    stated: list[tuple[float, Reading]] = []
    heading = _first_heading(markup, site)
    if heading is not None:
        echoed = markup.title is not None and len(key(heading.value)) > 8 and key(heading.value) in key(markup.title)
        stated.append((_H1 + (_ECHOED if echoed else 0.0), heading))
    if markup.article and (headline := jsonld.text_of(markup.article.get("headline"))):
        stated.append((_JSON_LD, Reading(headline, "json-ld", "html.json-ld.headline", headline)))
    for name, weight in (
        ("og:title", _OPEN_GRAPH),
        ("twitter:title", _TWITTER),
        ("dc.title", _OTHER),
        ("title", _OTHER),
    ):
        for value in markup.meta.get(name, ())[:1]:
            rule = f"html.meta.{name.replace(':', '-')}"
            stated.append((weight, Reading(without_site(value, site, hostname), "meta", rule, value)))
    if markup.title:
        cut = without_site(markup.title, site, hostname)
        stated.append((_PAGE_TITLE, Reading(cut, "markup", "html.title", markup.title)))
    crumbs = {key(name) for name, linked in markup.crumbs[0] if linked} if markup.crumbs else set()
    site_key = key(site) if site else None
    sums: dict[str, float] = {}
    first: dict[str, Reading] = {}
    for weight, reading in stated:
        folded = key(reading.value)
        if folded:
            sums[folded] = sums.get(folded, 0.0) + weight
            first.setdefault(folded, reading)
    for folded in sums:
        if folded == site_key:
            sums[folded] -= 3.0
        elif folded in crumbs:
            sums[folded] -= 1.5
    best = max(sums, key=lambda folded: sums[folded], default=None)
    return first[best] if best is not None else None


def _first_heading(markup: Markup, site: str | None) -> Reading | None:
    """The first ``<h1>`` that is no banner; else an ``<h2>`` that the page's ``<title>`` repeats."""
    whole = key(markup.title or "")
    for level, text, node in markup.headings:
        folded = key(text)
        if len(folded) < 3 or (site and folded == key(site)):
            continue
        if level == 1 and not _in_banner(node):
            return Reading(text, "markup", "html.h1", text)
        if level == 2 and len(folded) > 12 and folded in whole:
            return Reading(text, "markup", "html.h2", text)
    return None


def _in_banner(node: Any) -> bool:
    """Whether a heading stands in the page's own head, menu or foot rather than the article's."""
    for steps, step in enumerate(node.iterancestors()):
        if step.tag in ("article", "main", "body") or steps > 4:
            return False
        if hints_of(step.tag, dict(step.items())) & _NOT_A_HEADLINE and step.tag != "header":
            return True
    return False


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


#: a line that is about a date is not longer, and stands within so many blocks of the body's first
_DATE_LINE, _DATE_REACH = 70, 12
_ELSEWHERE: Final = (
    BIT["related"]
    | BIT["comment"]
    | BIT["footer"]
    | BIT["sidebar"]
    | BIT["promotion"]
    | BIT["clock"]
    | BIT["navigation"]
)


def marked_date(blocks: Sequence[Block], first: int, page: Page, language: str | None) -> Reading | None:
    """The date of a short block above the body (at number ``first``) that markup or its own words call one."""
    for number in range(min(first + 2, len(blocks)) - 1, max(first - _DATE_REACH, -1), -1):
        block = blocks[number]
        if len(block.text) > _DATE_LINE or block.hints & _ELSEWHERE or block.hidden:
            continue
        for moment in find_dates(block.text, language=language, timezone=page.timezone):
            if moment.label in ("published", "modified") or (block.near & BIT["date"] and moment.label is None):
                return Reading(moment.isoformat(), "markup", "html.date-line", moment.raw)
    return None


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


_BETWEEN_NAMES: Final = re.compile(
    r"\s*[,;|/]\s+|\s+/\s+|\s+(?:and|und|et|và|og|och|y|e|ir|ve|dan|i|и|та|&)\s+(?=[^\W\d_])"
)
#: a piece after a comma with more words than this is what somebody is, not a name
_NAME_WORDS: Final = 5


def _authors(pairs: Sequence[str], site: str | None) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for raw in pairs:
        for number, piece in enumerate(_BETWEEN_NAMES.split(raw) if len(raw) < 200 else []):
            name = clean_author(piece, site)
            if name is None or key(name) in seen or name[0] in "([" or (number and len(name.split()) > _NAME_WORDS):
                continue
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
    title_words = set((markup.title or "").lower().split())
    for name in ("article:tag", "news_keywords", "parsely-tags", "keywords"):
        words = _words(markup.meta.get(name, []))
        # a template's keywords are the site's name and its software
        if name == "keywords" and any(
            len(w.split()) > 3 and set(w.lower().split()) <= title_words | _SOFTWARE for w in words
        ):
            continue
        if words and not _SOFTWARE.intersection(word.lower() for word in words):
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
