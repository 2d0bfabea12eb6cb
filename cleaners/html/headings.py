"""The headings that may be a page's headline: those of the article, those of the banner, what the title repeats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from cleaners.html.fields import NAMES
from cleaners.html.markup import BIT, hints_of
from cleaners.metadata.markup import Markup
from cleaners.normalise import key, visible

#: headings that are looked at
_MOST: Final = 3
#: an ``<h2>`` that the title repeats has more letters than this
_SECOND: Final = 12
#: what is left of a heading without its kicker has at least so many letters
_LEFT: Final = 6
_BANNER: Final = BIT["header"] | BIT["navigation"] | BIT["footer"] | BIT["sidebar"]
#: the sign with which manuals link a heading to itself
_ANCHOR: Final = re.compile(r"\s*[¶§#🔗⚓]+\s*$")
_SEPARATORS: Final = " :|-–—/•·"
_KICKER: Final = re.compile("|".join(map(re.escape, NAMES["kicker_classes"])), re.IGNORECASE)
_ROOT_PATHS: Final = frozenset({"", "/", "/index.html", "/index.php", "/index.htm"})


@dataclass(slots=True, frozen=True)
class Heading:
    """A heading's text; ``plain`` is the text without the kicker or label that is marked inside it, if one is."""

    text: str
    plain: str | None = None


@dataclass(slots=True)
class Headings:
    """The first-level headings of the article or (``in_banner``) else of the banner, and an ``<h2>`` like the title.

    ``echo`` is the first heading, of however many, that ``<title>`` repeats. ``home`` is what a heading says that
    links to the home page: the site's name.
    """

    main: list[Heading] = field(default_factory=list)
    in_banner: bool = False
    alone: bool = False
    second: str | None = None
    echo: str | None = None
    home: str | None = None


def read_headings(markup: Markup, site: str | None) -> Headings:
    """Sort the headings of a page whose site is called ``site``."""
    found = Headings()
    whole, site_key = key(markup.title or ""), key(site or "")
    main: list[tuple[str, Any]] = []
    banner: list[tuple[str, Any]] = []
    for level, text, node in markup.headings:
        folded = key(text)
        if level == 1 and len(folded) > 2 and folded != site_key:
            text = _ANCHOR.sub("", unescape(text)) or text
            home = _links_home(node)
            if home and found.home is None:
                found.home = text
            (banner if home or _in_banner(node) else main).append((text, node))
        elif level == 2 and found.second is None and len(folded) > _SECOND and folded in whole:
            found.second = _ANCHOR.sub("", unescape(text))
    found.in_banner, found.alone = not main, len(main) == 1
    found.main = [Heading(text, _without_kicker(text, node)) for text, node in (main or banner)[:_MOST]]
    found.echo = next((text for text, _ in main + banner if len(key(text)) > 8 and key(text) in whole), None)
    return found


def _without_kicker(text: str, node: Any) -> str | None:
    """``text`` without the label (``Discussion``), section or kicker that an element of the heading sets apart."""
    for step in node.iterdescendants("span", "div", "em", "small", "strong", "a", "p"):
        name = step.get("class")
        if not name or not _KICKER.search(name):
            continue
        kicker = visible("".join(step.itertext()))
        if len(key(kicker)) < 2:
            continue
        rest = text.removeprefix(kicker)
        rest = (text.removesuffix(kicker) if rest == text else rest).strip(_SEPARATORS)
        if rest != text and len(key(rest)) >= _LEFT:
            return rest
    return None


def _links_home(node: Any) -> bool:
    """Whether the whole heading is a link to the site's first page."""
    around = node.getparent()
    link = around if around is not None and around.tag == "a" else node.find(".//a")
    if link is None or not (href := (link.get("href") or "").strip()) or href.startswith("#"):
        return False
    try:
        address = urlsplit(href)
    except ValueError:
        return False
    if address.path.lower() not in _ROOT_PATHS or address.query:
        return False
    return link is around or key("".join(link.itertext())) == key("".join(node.itertext()))


def _in_banner(node: Any) -> bool:
    """Whether a heading stands in the page's own head, menu or foot rather than the article's."""
    for steps, step in enumerate(node.iterancestors()):
        if step.tag in ("article", "main", "body") or steps > 4:
            return False
        if hints_of(step.tag, dict(step.items())) & _BANNER and step.tag != "header":
            return True
    return False
