"""Who an HTML page states as its authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cleaners.html.fields import NAMES, ORGANISATION, Reading
from cleaners.metadata import jsonld
from cleaners.metadata.markup import Markup
from cleaners.normalise import key, visible

_NO_AUTHOR: Final = frozenset(map(key, NAMES["no_author"]))
_AUTHOR_PREFIX: Final = re.compile(
    rf"^(?:{'|'.join(map(re.escape, NAMES['author_prefixes']))})\s*[:.]?\s+(?=\S)", re.IGNORECASE
)

_REPORTED: Final = re.compile(
    r"[^（(。，]{0,24}[（(](?:本报|本刊|[\u3400-\u9fff]{2,6})?(?:记者|記者)[\s:：]*"
    r"([\u3400-\u9fff]{2,4}(?:[\s、，]+[\u3400-\u9fff]{2,4}){0,4})\s*[)）]"
)


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
#: a piece after a comma with more words than this, or with a long word in lower case, is what somebody is, not a name
_NAME_WORDS: Final = 5
_DESCRIBING: Final = 4
#: an element's text longer than this is no list of names (code points)
_LONGEST: Final = 80


def _authors(pairs: Sequence[str], site: str | None) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for raw in pairs:
        for number, piece in enumerate(_BETWEEN_NAMES.split(raw) if len(raw) < 200 else []):
            name = clean_author(piece, site)
            if name is None or key(name) in seen or name[0] in "([" or (number and _describes(name)):
                continue
            seen.add(key(name))
            found.append(name)
    return found[:20]


def _describes(text: str) -> bool:
    words = text.split()
    return len(words) > _NAME_WORDS or any(word[0].islower() and len(word) >= _DESCRIBING for word in words)


def _owners(pairs: Sequence[tuple[str, str]], site: str | None) -> frozenset[str]:
    """The keys of organisations among ``pairs`` that are the site itself under a shorter name."""
    whole = key(site) if site else ""
    return frozenset(key(name) for name, kind in pairs if kind in ORGANISATION and key(name) in whole)


def stated_authors(markup: Markup, site: str | None) -> Reading | None:
    """Authors from JSON-LD, meta tags, microdata, ``rel=author``, the first post: the first that names somebody."""
    article = markup.article or {}
    pairs = jsonld.names_of(jsonld.resolve(article.get("author") or article.get("creator"), markup.nodes))
    owners = _owners(pairs, site)
    pairs = [(name, kind) for name, kind in pairs if key(name) not in owners]
    named = _authors([name for name, kind in pairs if kind not in ORGANISATION] or [name for name, _ in pairs], site)
    if named:
        return Reading(named, "json-ld", "html.json-ld.author", "; ".join(name for name, _ in pairs))
    for name in NAMES["author_meta"]:
        values = [v for v in markup.meta.get(name, ()) if not v.startswith("http") and key(v) not in owners]
        if name == "twitter:data1" and "written by" not in (" ".join(markup.meta.get("twitter:label1", ()))).lower():
            continue
        if named := _authors(values, site):
            return Reading(named, "meta", f"html.meta.{name.replace(':', '-')}", "; ".join(values))
    marked = (
        ("microdata.author", markup.properties.get("author", [])),
        ("rel-author", markup.linked_authors),
        ("poster", [markup.poster] if markup.poster else []),
    )
    for rule, values in marked:
        values = [value for value in values[:6] if len(value) < _LONGEST]
        if named := _authors(values, site):
            return Reading(named, "markup", f"html.{rule}", "; ".join(values))
    return None


def reported_by(texts: Iterable[str]) -> Reading | None:
    """The reporters whom Chinese news names in the dateline of its first paragraph: ``海港3月4日电（记者王小明）``."""
    for text in texts:
        if (match := _REPORTED.match(text)) is not None:
            return Reading(re.split(r"[\s、，]+", match[1].strip()), "text", "html.dateline.reporter", match[0])
    return None
