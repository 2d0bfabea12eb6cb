"""The extractors that propose a body: trafilatura on the tree already parsed, Resiliparse on the markup."""

from __future__ import annotations

import logging
import re
from typing import Any, Final

from lxml import etree
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

#: an empty verdict is an answer here, not a fault worth a log line per page
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

#: markup longer than this is not given to the second extractor
_MAX_MARKUP: Final = 4_000_000
#: the second extractor's time grows with the square of the options in a list: where there may be many, none are given
_MANY_TAGS: Final = 5_000
_MANY_OPTIONS: Final = 2_000
_OPTIONS: Final = re.compile(r"<option\b[^<]*", re.IGNORECASE)
#: cells that span more than any table of data needs, or nobody knows how many
_WIDE: Final[Any] = etree.XPath("//*[@colspan][not(@colspan <= 12)] | //*[@rowspan][not(@rowspan <= 12)]")
#: what never holds words of the body; trafilatura drops it too, after copying it several times
_BALLAST: Final = (
    "style", "link", "svg", "iframe", "canvas", "object", "embed", "input", "select", "option", "textarea", "map",
)  # fmt: skip


def trafilatura_text(tree: Any) -> str:
    """The body trafilatura's fast mode finds in ``tree`` (lines, NFC not guaranteed), or ``""``.

    ``tree`` may be changed: give it last. Comments and trafilatura's own metadata step are off: the one is
    no body, the other costs as much as the extraction and guesses dates.
    """
    # cells are made up for what others span: a few kilobytes of markup would become millions of them
    for node in _WIDE(tree):
        etree.strip_attributes(node, "colspan", "rowspan")
    for node in list(tree.iter("script")):
        if node.get("type") != "application/ld+json":
            node.drop_tree()
    for node in list(tree.iter(*_BALLAST)):
        if node.getparent() is not None:
            node.drop_tree()
    try:
        document: Any = bare_extraction(tree, with_metadata=False, include_comments=False, fast=True)
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError, IndexError, KeyError):
        return ""
    return (document.text or "") if document is not None else ""


def resiliparse_text(markup: str) -> str:
    """The main content by Resiliparse's rules of thumb (lines), or ``""``; about 3 % of trafilatura's cost."""
    if len(markup) > _MAX_MARKUP:
        return ""
    if markup.count("<") > _MANY_TAGS:
        without, options = _OPTIONS.subn("", markup)
        markup = without if options > _MANY_OPTIONS else markup
    try:
        return str(
            extract_plain_text(markup, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False)
        )
    except (ValueError, TypeError, RuntimeError):
        return ""
