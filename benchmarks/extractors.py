"""What is measured, by name: Unchrome and its peers, each as a function from a page to an answer.

A peer is imported only when it is asked for, in the process that runs it; requirements/peers.in lists them. A peer
answers a text alone and cannot refuse a page: no text counts as a refusal.
"""

from __future__ import annotations

import html
import importlib
from collections.abc import Callable
from typing import Any, Final

from benchmarks.scores import Answer
from cleaners import NoArticle, Page, clean

Extractor = Callable[[Page], Answer]

#: a line of raw text longer than this is prose, says the simplest rule there is
PROSE_CHARACTERS: Final = 80

#: jusText's name for its list of stop words, by primary language
_STOPLISTS: Final = {
    "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ko": "Korean", "lt": "Lithuanian", "no": "Norwegian_Bokmal", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "sw": "Swahili", "tr": "Turkish", "vi": "Vietnamese",
}  # fmt: skip


def unchrome(page: Page) -> Answer:
    """This project's own answer."""
    try:
        return Answer("article", clean(page).as_dict())
    except NoArticle:
        return Answer("no-article")


def wrapped(text: str) -> str:
    """Raw text as the HTML page that an extractor of HTML can read: each line a paragraph."""
    lines = (f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    return "<html><body>\n" + "\n".join(lines) + "\n</body></html>"


def as_html(page: Page) -> str:
    """The page's HTML; raw text wrapped."""
    return page.content if page.kind == "html" else wrapped(page.content)


def trafilatura_full(page: Page) -> Any:
    """trafilatura's text and metadata together: the work that compares with cleaning a page."""
    return importlib.import_module("trafilatura").bare_extraction(as_html(page), with_metadata=True)


def justext_text(page: Page) -> str:
    """jusText with the stop words of the page's language; without any where it has none for it."""
    justext = importlib.import_module("justext")
    name = _STOPLISTS.get(_language(page))
    if name is None:
        paragraphs = justext.justext(as_html(page), frozenset(), stopwords_low=0, stopwords_high=0)
    else:
        paragraphs = justext.justext(as_html(page), justext.get_stoplist(name))
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def _language(page: Page) -> str:
    if page.language:
        return page.language.split("-")[0]
    detector = importlib.import_module("resiliparse.parse.lang")
    text = importlib.import_module("resiliparse.extract.html2text").extract_plain_text(as_html(page))
    return str(detector.detect_fast(text)[0])


def _trafilatura(**options: Any) -> Callable[[Page], str | None]:
    def extract(page: Page) -> str | None:
        text = importlib.import_module("trafilatura").extract(as_html(page), url=page.url, **options)
        return None if text is None else str(text)

    return extract


def _plain(markup: str) -> str:
    plain = importlib.import_module("resiliparse.extract.html2text").extract_plain_text(markup, alt_texts=False)
    return str(plain)


def _resiliparse(page: Page) -> str:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(as_html(page), main_content=True, alt_texts=False, list_bullets=False))


def _readability(page: Page) -> str:
    return _plain(importlib.import_module("readability").Document(as_html(page)).summary())


def _newspaper(page: Page) -> str:
    article = importlib.import_module("newspaper").Article(page.url or "http://localhost/", fetch_images=False)
    article.download(input_html=as_html(page))
    article.parse()
    return str(article.text)


def _goose(page: Page) -> str:
    with importlib.import_module("goose3").Goose({"enable_image_fetching": False}) as goose:
        return str(goose.extract(raw_html=as_html(page)).cleaned_text)


def _boilerpy(page: Page) -> str:
    extractors = importlib.import_module("boilerpy3.extractors")
    return str(extractors.ArticleExtractor(raise_on_failure=False).get_content(as_html(page)))


def _magic(page: Page) -> str:
    extractor = importlib.import_module("magic_html").GeneralExtractor()
    return _plain(extractor.extract(as_html(page), base_url=page.url or "http://localhost/")["html"])


def _long_lines(page: Page) -> str:
    return "\n".join(line for line in page.content.splitlines() if len(line.strip()) > PROSE_CHARACTERS)


def _text_only(extract: Callable[[Page], str | None]) -> Extractor:
    def answer(page: Page) -> Answer:
        text = extract(page)
        return Answer("article", {"text": text}) if text and text.strip() else Answer("no-article")

    return answer


HTML_PEERS: Final[dict[str, Extractor]] = {
    "trafilatura": _text_only(_trafilatura()),
    "trafilatura fast": _text_only(_trafilatura(fast=True)),
    "trafilatura precision": _text_only(_trafilatura(favor_precision=True)),
    "readability-lxml": _text_only(_readability),
    "Resiliparse": _text_only(_resiliparse),
    "newspaper4k": _text_only(_newspaper),
    "goose3": _text_only(_goose),
    "jusText": _text_only(justext_text),
    "boilerpy3": _text_only(_boilerpy),
    "magic-html": _text_only(_magic),
}
TEXT_PEERS: Final[dict[str, Extractor]] = {
    "trafilatura": HTML_PEERS["trafilatura"],
    "jusText": HTML_PEERS["jusText"],
    f"lines over {PROSE_CHARACTERS} characters": _text_only(_long_lines),
}
OWN: Final = "Unchrome"
BASELINE: Final = "trafilatura"
EXTRACTORS: Final[dict[str, Extractor]] = {OWN: unchrome} | HTML_PEERS | TEXT_PEERS

#: the module that tells whether a peer is installed; peers not named here need nothing but the service's own libraries
MODULES: Final = {
    "readability-lxml": "readability",
    "newspaper4k": "newspaper",
    "goose3": "goose3",
    "jusText": "justext",
    "boilerpy3": "boilerpy3",
    "magic-html": "magic_html",
}
