"""From a page to an article: which path it takes, and what is said about it all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

from resiliparse.extract.html2text import extract_plain_text

from cleaners.article import Article, Origin, Provenance
from cleaners.decode import refuse_binary, refuse_other_formats
from cleaners.html.clean import clean_html
from cleaners.page import Options, Page
from cleaners.rendering import render
from cleaners.rules.engine import rule_book
from cleaners.text.clean import clean_text
from cleaners.version import VERSION

#: how the source of an HTML page begins; a text that begins so is one, whatever its sender calls it
_MARKUP: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)


def clean(page: Page, options: Options | None = None) -> Article:
    """Clean one page.

    Pure: the same page, options and version give the same article. A text that is the source of an HTML page is
    cleaned as HTML, with the warning ``treated-as-html``. Raises `cleaners.NoArticle` when the page holds none,
    `cleaners.NotAPage` when it is another format, `cleaners.UnreadablePage` when it is binary data or HTML without
    any markup, `cleaners.rules.pack.BrokenPack` when the user's own rule packs cannot be used.
    """
    options = options or Options()
    refuse_other_formats(page.content)
    refuse_binary(page.content)
    book = rule_book(options.rules)
    if page.kind == "text" and _MARKUP.match(page.content.lstrip("\ufeff")):
        page = replace(page, kind="html", warnings=(*page.warnings, "treated-as-html"))
    article = clean_html(page, options) if page.kind == "html" else clean_text(page, book, options.repeated)
    _finish(article, page, options.rules)
    render(article, options.include)
    return article


def clean_fast(page: Page, options: Options | None = None) -> Article:
    """Clean one page the cheaper way, for when time gets short: an HTML page by its visible text alone.

    Takes a tenth to a half of the time of `clean` on enormous pages. The markup's word on headings, dates, authors and
    pictures is not heard; the warning ``fast-fallback`` says so. Raises as `clean` does.
    """
    options = options or Options()
    refuse_other_formats(page.content)
    refuse_binary(page.content)
    text = page.content
    if page.kind == "html":
        text = extract_plain_text(text, preserve_formatting=True, list_bullets=False, alt_texts=False)
    article = clean_text(replace(page, kind="text", content=text), rule_book(options.rules))
    if page.kind == "html":
        article.segments = [replace(segment, start=None, end=None) for segment in article.segments]
    article.warnings.append("fast-fallback")
    _finish(article, page, options.rules)
    render(article, options.include)
    return article


def _finish(article: Article, page: Page, rules: str | None) -> None:
    meta = article.metadata
    if page.url is not None:
        meta.url = page.url
        meta.provenance["url"] = Provenance("request", None, page.url)
    if meta.url is not None and meta.hostname is None:
        meta.hostname = urlsplit(meta.url).hostname
        if meta.hostname is not None:
            meta.provenance["hostname"] = Provenance(meta.provenance["url"].origin, None, meta.url)
    if meta.language is not None and "language" not in meta.provenance:
        origin: Origin = "request" if page.language else "text"
        meta.provenance["language"] = Provenance(origin, None if page.language else "text.language", meta.language)
    article.warnings = list(dict.fromkeys([*page.warnings, *article.warnings]))
    article.cleaner = versions(rules)


def versions(rules: str | None = None) -> dict[str, str]:
    """What cleans: the versions of the service, the rules in force (``rules`` is the user's folder) and trafilatura."""
    return {"service": VERSION, "rules": rule_book(rules).version, "trafilatura": _trafilatura()}


@lru_cache(maxsize=1)
def _trafilatura() -> str:
    return version("trafilatura")
