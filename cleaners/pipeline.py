"""From a page to an article: which path it takes, and what is said about it all."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from cleaners.article import Article, Provenance
from cleaners.decode import refuse_other_formats
from cleaners.page import Options, Page
from cleaners.rules.engine import rule_book


def clean(page: Page, options: Options | None = None) -> Article:
    """Clean one page.

    Pure: the same page, options and version give the same article. Raises `cleaners.NoArticle` when the page holds
    none, `cleaners.NotAPage` when it is another format, `cleaners.rules.pack.BrokenPack` when the user's own rule
    packs cannot be used.
    """
    options = options or Options()
    refuse_other_formats(page.content)
    book = rule_book(options.rules)
    from cleaners.html.clean import clean_html
    from cleaners.text.clean import clean_text

    article = clean_html(page, options) if page.kind == "html" else clean_text(page, book)
    _finish(article, page)
    return article


def _finish(article: Article, page: Page) -> None:
    meta = article.metadata
    if page.url is not None:
        meta.url = page.url
        meta.provenance["url"] = Provenance("request", None, page.url)
    if meta.url is not None and meta.hostname is None:
        meta.hostname = urlsplit(meta.url).hostname
        if meta.hostname is not None:
            meta.provenance["hostname"] = Provenance(meta.provenance["url"].origin, None, meta.url)
    if meta.language is not None and "language" not in meta.provenance:
        origin = "request" if page.language else "text"
        meta.provenance["language"] = Provenance(origin, None if page.language else "text.language", meta.language)
    article.warnings = list(dict.fromkeys([*page.warnings, *article.warnings]))
    article.cleaner = dict(versions())


@lru_cache(maxsize=1)
def versions() -> tuple[tuple[str, str], ...]:
    """What did the cleaning: the versions of the service, of its rules and of trafilatura."""
    try:
        own = version("unchrome")
    except PackageNotFoundError:
        own = "0.1.0"
    return (("service", own), ("rules", own), ("trafilatura", version("trafilatura")))
