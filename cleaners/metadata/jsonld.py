"""schema.org metadata in ``<script type="application/ld+json">``, read with patience for how it is really written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

_ARTICLE_TYPES: Final = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "backgroundnewsarticle",
        "askpublicnewsarticle",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "techarticle",
        "report",
        "scholarlyarticle",
        "medicalscholarlyarticle",
        "satiricalarticle",
        "advertisercontentarticle",
        "review",
        "creativework",
        "discussionforumposting",
        "newsarticles",
    ]
)
#: a page of another type may still say when it was published
_PAGE_TYPES: Final = frozenset(
    [
        "webpage",
        "itempage",
        "aboutpage",
        "qapage",
        "medicalwebpage",
        "recipe",
        "videoobject",
        "podcastepisode",
        "episode",
        "event",
        "product",
        "faqpage",
        "howto",
        "question",
        "course",
    ]
)
#: … but these, without an author, say when the page was set up
_MERE_PAGES: Final = frozenset(
    ["webpage", "itempage", "aboutpage", "medicalwebpage", "faqpage", "product", "course", "event"]
)
_VISITORS: Final = ("review", "reviews", "comment")
_LISTS: Final = frozenset({"itemlist", "collectionpage", "searchresultspage"})
_WRAPPING: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",(\s*[}\]])")
_STRAY_ESCAPE: Final = re.compile(r'\\(?!["\\/bfnrtu])')
_MAX_SCRIPT: Final = 2_000_000
_MAX_NODES: Final = 2_000

Node = dict[str, Any]


def read_scripts(scripts: Iterable[Any]) -> list[Node]:
    """Every JSON-LD object of the ``<script>`` elements, outermost first, graphs and nested objects included.

    Control characters, trailing commas, comments around the data, escaped entities and several documents in one
    script are put up with; a script that still is no JSON is skipped.
    """
    nodes: list[Node] = []
    for script in scripts:
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or not script.text or len(script.text) > _MAX_SCRIPT:
            continue
        for value in _documents(script.text):
            nodes.extend(_walk(value))
            if len(nodes) > _MAX_NODES:
                return nodes[:_MAX_NODES]
    return nodes


def _documents(text: str) -> list[Any]:
    text = _WRAPPING.sub("", text).strip().rstrip(";").replace("\xa0", " ")
    attempts: tuple[Callable[[], str], ...] = (
        lambda: text,
        lambda: _TRAILING_COMMA.sub(r"\1", text),
        lambda: _STRAY_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", text)),
        lambda: html.unescape(text),
    )
    for attempt in attempts:
        try:
            return [json.loads(attempt(), strict=False)]
        except (ValueError, RecursionError):
            continue
    # several documents one after the other, or something after the first
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    position = 0
    while len(found) < 20 and (position := _next_opening(text, position)) >= 0:
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _next_opening(text: str, position: int) -> int:
    places = [place for place in (text.find("{", position), text.find("[", position)) if place >= 0]
    return min(places) if places else -1


def _walk(value: Any) -> Iterator[Node]:
    """Objects in ``value``, breadth first, so that the outermost article comes before those it mentions."""
    queue: list[Any] = [value]
    seen = 0
    while queue and seen < _MAX_NODES:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, list):
            queue[:0] = item[:200]
        elif isinstance(item, dict):
            yield item
            queue.extend(child for child in item.values() if isinstance(child, dict | list))


def types_of(node: Node) -> list[str]:
    """The types of a node in lower case, without their namespace."""
    kinds = node.get("@type", ())
    return [
        str(kind).rpartition("/")[2].rpartition(":")[2].lower()
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if kind
    ]


def article_node(nodes: list[Node]) -> Node | None:
    """The node that describes this page's article: an article type before a page type, the fullest first."""
    best: tuple[int, int, Node] | None = None
    inside_list: set[int] = set()
    for node in nodes:
        if set(types_of(node)) & _LISTS:
            inside_list.update(id(child) for child in _walk(node.get("itemListElement", [])))
        for part in _VISITORS:  # what visitors wrote of a product or a recipe is not the page's article
            inside_list.update(id(child) for child in _walk(node.get(part, [])))
    for order, node in enumerate(nodes):
        kinds = types_of(node)
        if id(node) in inside_list:
            continue
        rank = (
            2
            if any(kind in _ARTICLE_TYPES for kind in kinds)
            else 1
            if any(kind in _PAGE_TYPES for kind in kinds)
            else 0
        )
        if not rank:
            continue
        fullness = sum(
            bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")
        )
        if not fullness:
            continue
        score = (rank * 10 + fullness, -order)
        if best is None or score > best[:2]:
            best = (*score, node)
    return best[2] if best else None


def is_mere_page(node: Node) -> bool:
    """Whether ``node`` describes a page or a thing for sale rather than something that somebody wrote."""
    return bool(node) and not (node.get("author") or node.get("creator")) and _MERE_PAGES.issuperset(types_of(node))


def resolve(value: Any, nodes: list[Node]) -> Any:
    """``value`` with a bare ``{"@id": …}`` replaced by the node it points to."""
    if isinstance(value, list):
        return [resolve(item, nodes) for item in value[:50]]
    if isinstance(value, dict) and "@id" in value and not value.get("name"):
        for node in nodes:
            if node is not value and node.get("@id") == value["@id"] and node.get("name"):
                return node
    return value


def text_of(value: Any) -> str | None:
    """A plain string out of a string, a number, an ``@value`` object or the first of a list."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("headline")
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        return None
    text = " ".join(html.unescape(html.unescape(value)).split())
    return text or None


def names_of(value: Any) -> list[tuple[str, str]]:
    """(name, lower-case type) for each person or organisation in ``value``."""
    if isinstance(value, str):
        return [(name, "")] if (name := text_of(value)) else []
    if isinstance(value, list):
        return [pair for item in value[:50] for pair in names_of(item)]
    if isinstance(value, dict):
        kinds = types_of(value)
        name = value.get("name")
        if isinstance(name, list):
            return [(text, kinds[0] if kinds else "") for item in name if (text := text_of(item))]
        text = text_of(name)
        return [(text, kinds[0] if kinds else "")] if text else []
    return []


def breadcrumb(nodes: list[Node]) -> list[str]:
    """The names of the first ``BreadcrumbList``, in order of position."""
    for node in nodes:
        if "breadcrumblist" not in types_of(node):
            continue
        entries = node.get("itemListElement")
        if isinstance(entries, dict):
            entries = [entries]
        if not isinstance(entries, list):
            continue
        placed: list[tuple[float, str]] = []
        for order, entry in enumerate(entries[:30]):
            if not isinstance(entry, dict):
                continue
            item = entry.get("item")
            name = text_of(entry.get("name")) or (text_of(item) if isinstance(item, dict) else None)
            try:
                position = float(entry.get("position", order))
            except (TypeError, ValueError):
                position = float(order)
            if name:
                placed.append((position, name))
        if placed:
            return [name for _, name in sorted(placed, key=lambda pair: pair[0])]
    return []
