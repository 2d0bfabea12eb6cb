"""One walk over a page's elements for all that say something about it: a walk for each question costs far more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

#: attributes that speak of breadcrumbs, and how
_CRUMB_NAMES: Final = frozenset({"class", "id", "aria-label", "itemtype", "typeof"})
_CRUMB, _PATHWAY = "rumb", "pathway"


@dataclass(slots=True)
class Scan:
    """Elements in document order: by their name, and by what an attribute says of them.

    ``properties`` have a microdata property; ``tagged`` have a class that may speak of tags, ``crumbs`` an attribute
    that may speak of breadcrumbs; ``linked_authors`` are links so marked. ``poster`` is the first ``data-author``:
    whose post an element of a thread holds.
    """

    metas: list[Any] = field(default_factory=list)
    titles: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    bases: list[Any] = field(default_factory=list)
    headings: list[Any] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    scripts: list[Any] = field(default_factory=list)
    properties: list[Any] = field(default_factory=list)
    tagged: list[Any] = field(default_factory=list)
    crumbs: list[Any] = field(default_factory=list)
    linked_authors: list[Any] = field(default_factory=list)
    poster: str | None = None


def scan(root: Any) -> Scan:
    """Look at every element under ``root`` once."""
    found = Scan()
    named = {
        "meta": found.metas, "title": found.titles, "link": found.links, "base": found.bases, "h1": found.headings,
        "h2": found.headings, "time": found.times, "script": found.scripts,
    }  # fmt: skip
    for node in root.iter("*"):
        tag = node.tag
        if tag in named:
            named[tag].append(node)
        crumb = False
        for name, value in node.items():
            if name in _CRUMB_NAMES:
                crumb = crumb or _CRUMB in value or value == _PATHWAY
                if name == "class" and ("tag" in value or "Tag" in value or "keyword" in value):
                    found.tagged.append(node)
            elif name == "itemprop":
                found.properties.append(node)
            elif name == "rel":
                if tag == "a" and " author " in f" {value} ":
                    found.linked_authors.append(node)
            elif name == "data-author" and found.poster is None:
                found.poster = value
        if crumb:
            found.crumbs.append(node)
    return found
