"""The section and the keywords an HTML page states."""

from __future__ import annotations

import re
from typing import Final

from cleaners.html.fields import NAMES, Reading
from cleaners.metadata import jsonld
from cleaners.metadata.markup import Markup
from cleaners.metadata.section import read_breadcrumb
from cleaners.normalise import key, visible

_HOME: Final = frozenset(map(key, NAMES["home"]))
#: the rule of keywords that are links of their own, which no reader of lines tells apart as well
TAGS: Final = "html.tags"
#: keywords that templates bring along
_SOFTWARE: Final = frozenset({"dotnetnuke", "dnn", "joomla", "wordpress", "drupal", "sharepoint", "liferay", "typo3"})


def stated_section(markup: Markup, title: str | None, site: str | None) -> Reading | None:
    """The breadcrumb without "home" and without the title; else the article's own section."""

    def tidy(items: list[str]) -> list[str]:
        kept: list[str] = []
        # a whole breadcrumb may stand where one section is expected
        parts = [part for item in items for part in read_breadcrumb(item, title) or [item]]
        for number, item in enumerate(parts):
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
    """The tags the page links below or above its text, else those in JSON-LD or meta tags."""
    if markup.tags and (words := _words(markup.tags)):
        return Reading(words, "markup", TAGS, ", ".join(markup.tags))
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
