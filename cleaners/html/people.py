"""Who an HTML page states as its authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleaners.html.fields import NAMES, ORGANISATION, Reading
from cleaners.metadata import jsonld
from cleaners.metadata.markup import Markup
from cleaners.normalise import key, visible

_NO_AUTHOR: Final = frozenset(map(key, NAMES["no_author"]))
_AUTHOR_PREFIX: Final = re.compile(
    rf"^(?:{'|'.join(map(re.escape, NAMES['author_prefixes']))})\s*[:.]?\s+(?=\S)", re.IGNORECASE
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
#: a piece after a comma with more words than this is what somebody is, not a name
_NAME_WORDS: Final = 5


def _authors(pairs: Sequence[str], site: str | None) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for raw in pairs:
        for number, piece in enumerate(_BETWEEN_NAMES.split(raw) if len(raw) < 200 else []):
            name = clean_author(piece, site)
            if name is None or key(name) in seen or name[0] in "([" or (number and len(name.split()) > _NAME_WORDS):
                continue
            seen.add(key(name))
            found.append(name)
    return found[:20]


def stated_authors(markup: Markup, site: str | None) -> Reading | None:
    """Authors from JSON-LD, meta tags, microdata and ``rel=author``: the first that names a person or desk."""
    article = markup.article or {}
    pairs = jsonld.names_of(jsonld.resolve(article.get("author") or article.get("creator"), markup.nodes))
    named = _authors([name for name, kind in pairs if kind not in ORGANISATION] or [name for name, _ in pairs], site)
    if named:
        return Reading(named, "json-ld", "html.json-ld.author", "; ".join(name for name, _ in pairs))
    for name in NAMES["author_meta"]:
        values = [value for value in markup.meta.get(name, ()) if not value.startswith("http")]
        if name == "twitter:data1" and "written by" not in (" ".join(markup.meta.get("twitter:label1", ()))).lower():
            continue
        if named := _authors(values, site):
            return Reading(named, "meta", f"html.meta.{name.replace(':', '-')}", "; ".join(values))
    if named := _authors(markup.linked_authors[:6], site):
        return Reading(named, "markup", "html.rel-author", "; ".join(markup.linked_authors[:6]))
    return None
