"""What the elements of a page say about it: meta tags, microdata, ``<time>``, ``rel`` links, breadcrumbs, title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from cleaners.metadata.jsonld import Node, article_node, breadcrumb, read_scripts
from cleaners.metadata.scan import scan
from cleaners.normalise import visible

_MAX_VALUE: Final = 2_000
#: what stands before a ``<time>`` is looked at so far (code points), in elements with fewer children
_REACH, _FEW = 60, 4
#: … and only for so many
_LABELLED: Final = 12
#: breadcrumbs looked at
_TRAILS: Final = 4
_TEXTS: Final[Any] = etree.XPath(".//text()")
#: an element that lists the article's tags, and parts of a page that list everybody's
_TAGS: Final = re.compile(r"(?:^|[\s_-])(?:tags|keywords|tag-?(?:list|links?|items?))(?:$|[\s_-])", re.IGNORECASE)
_CLOUD: Final = re.compile(r"cloud|popular|trend|hot|sidebar|widget|footer|nav|menu", re.IGNORECASE)
_MOST_TAGS: Final = 15
#: elements whose text is never shown, and elements that begin a line
_UNSHOWN: Final = frozenset({"script", "style", "template"})
_BREAKS: Final = frozenset({"br", "div", "p"})
_SEPARATORS: Final = " \t>»›/|→·•-–—:\\❯▸▶"


@dataclass(slots=True)
class TimeTag:
    """A ``<time>`` element or one like it: its machine value, its text, what its attributes and the text before say.

    ``around`` is the class of its parent.
    """

    value: str
    text: str
    words: str
    node: Any
    before: str = ""
    around: str = ""


@dataclass(slots=True)
class Markup:
    """All machine-readable statements of a page, unjudged. Meta names are lower case; ``base`` is ``<base href>``."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    title: str | None = None
    language: str | None = None
    canonical: str | None = None
    base: str | None = None
    headings: list[tuple[int, str, Any]] = field(default_factory=list)
    times: list[TimeTag] = field(default_factory=list)
    properties: dict[str, list[str]] = field(default_factory=dict)
    linked_authors: list[str] = field(default_factory=list)
    poster: str | None = None
    crumbs: list[list[tuple[str, bool]]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    article: Node | None = None
    json_crumbs: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def first(self, *names: str) -> tuple[str, str] | None:
        """The first value among meta tags of these names, and its name."""
        for name in names:
            for value in self.meta.get(name, ()):
                return value, name
        return None


def read_markup(root: Any) -> Markup:
    """Collect the statements of the page under ``root``; the tree stays as it is."""
    found, seen = Markup(), scan(root)
    for node in seen.metas:
        value = node.get("content")
        if not value or len(value) > _MAX_VALUE or not (value := visible(value)):
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = node.get(key)
            if name:
                for single in name.lower().split():
                    found.meta.setdefault(single, []).append(value)
                break
    for node in seen.titles:
        parent = node.getparent()
        if parent is not None and parent.tag == "svg":
            continue
        if text := visible("".join(node.itertext())):
            found.title = text
            break
    found.language = _language(root, found)
    for node in seen.links:
        if "canonical" in (node.get("rel") or "").lower().split() and node.get("href"):
            found.canonical = node.get("href").strip()
            break
    found.base = next((href for node in seen.bases if (href := (node.get("href") or "").strip())), None)
    for node in seen.headings:
        text = _heading(node)
        if text and len(text) < 400:
            found.headings.append((int(node.tag[1]), text, node))
    for node in seen.times:
        value = (node.get("datetime") or node.get("content") or "").strip()
        text = visible("".join(node.itertext()))
        words = " ".join(node.get(name) or "" for name in ("class", "itemprop", "id", "pubdate", "property")).lower()
        if node.get("pubdate") is not None:
            words += " pubdate"
        if value or text:
            before = _before(node) if len(found.times) < _LABELLED else ""
            parent = node.getparent()
            around = (parent.get("class") or "") if parent is not None else ""
            found.times.append(TimeTag(value[:100], text[:200], words, node, before, around))
    for node in seen.properties:
        if node.tag == "meta":
            continue
        value = node.get("content") or node.get("datetime")
        if not value:
            value = "".join(node.itertext()) if len(node) < 30 else ""
        value = visible(value)
        if value and len(value) < _MAX_VALUE:
            for name in node.get("itemprop").lower().split():
                found.properties.setdefault(name, []).append(value)
    found.linked_authors = [
        text for node in seen.linked_authors if (text := visible("".join(node.itertext()))) and len(text) < 80
    ]
    found.poster = visible(seen.poster) if seen.poster is not None and seen.poster.strip() else None
    for node in seen.crumbs:
        if len(found.crumbs) == _TRAILS:
            break
        if node.tag != "body" and (trail := _trail(node)):
            found.crumbs.append(trail)
    found.tags = _tags(seen.tagged)
    found.nodes = read_scripts(seen.scripts)
    found.article = article_node(found.nodes)
    found.json_crumbs = breadcrumb(found.nodes)
    return found


def _before(node: Any) -> str:
    """The last words of the line that ``node`` stands in, before it."""
    previous, parent = node.getprevious(), node.getparent()
    text = (previous.tail if previous is not None else parent.text if parent is not None else None) or ""
    if not text.strip() and previous is not None and len(previous) < _FEW:
        text = "".join(previous.itertext())
    return visible(text[-_REACH:])


def _heading(node: Any) -> str:
    """The text of a heading as it reads: a line break parts words, a style sheet is no text."""
    if not len(node):
        return visible(node.text or "")
    pieces: list[str] = []
    for text in _TEXTS(node):
        parent = text.getparent()
        if text.is_tail or parent.tag not in _UNSHOWN:
            pieces.append(f" {text}" if parent.tag in _BREAKS else str(text))
    return visible("".join(pieces))


def _tags(tagged: Iterable[Any]) -> list[str]:
    """The texts of the links in the first list of tags that stands by the article; ``tagged`` may be such lists."""
    for node in tagged:
        if not _TAGS.search(node.get("class")) or node.tag == "body":
            continue
        if any(
            step.tag in ("aside", "footer", "nav") or _CLOUD.search(step.get("class") or "")
            for step in (node, *node.iterancestors("div", "section", "aside", "footer", "nav", "ul"))
        ):
            continue
        # a class of each link stands for the list around them
        holder = node.getparent() if node.tag in ("a", "li") and node.getparent() is not None else node
        links = list(holder.iter("a"))
        texts = [text for link in links if (text := visible("".join(link.itertext()))) and len(text) <= 60]
        if texts and len(links) <= _MOST_TAGS:
            return texts
    return []


def _language(root: Any, found: Markup) -> str | None:
    for value in (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")):
        if value and value.strip():
            return str(value).strip().replace("_", "-")
    named = found.first("content-language", "language", "dc.language", "og:locale")
    return named[0].split(",")[0].strip().replace("_", "-") if named else None


def _trail(node: Any) -> list[tuple[str, bool]]:
    """The items of a breadcrumb, one for each link, list item or piece between separators; true for links."""
    items: list[tuple[str, bool]] = []
    for text_node in node.xpath(".//text()"):
        parent = text_node.getparent()
        holder = parent if text_node.is_text else parent.getparent()
        if holder is None or holder.tag in ("script", "style"):
            continue
        text = visible(str(text_node)).strip(_SEPARATORS)
        if not text:
            continue
        linked = any(step.tag == "a" for step in (holder, *holder.iterancestors()) if step is not None)
        items.extend((piece, linked) for piece in _split(text))
        if len(items) > 12:
            return []
    return items


def _split(text: str) -> list[str]:
    for separator in (" » ", " > ", " › ", " / ", " | ", " → ", "»", "›"):
        if separator in text:
            return [piece for part in text.split(separator) if (piece := part.strip(_SEPARATORS))]
    return [text]
