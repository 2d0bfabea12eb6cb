"""What is read off an HTML page, each value with its origin; the site's name and the address."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cleaners.article import Metadata, Origin, Provenance
from cleaners.html.tree import absolute
from cleaners.metadata import jsonld
from cleaners.metadata.markup import Markup
from cleaners.metadata.titles import cut_site_name
from cleaners.page import Page

#: kinds of JSON-LD nodes that are no person
ORGANISATION: Final = frozenset({"organization", "newsmediaorganization", "corporation", "website", "brand"})
#: names of meta tags, stand-ins and labels
NAMES: Final[dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "data" / "metadata_names.json").read_text(encoding="utf-8")
)


@dataclass(slots=True, frozen=True)
class Reading:
    """A value with where it came from."""

    value: Any
    origin: Origin
    rule: str
    raw: str


class Fields:
    """Gathers values into `Metadata`; the first reading given for a field stays."""

    def __init__(self) -> None:
        self.metadata: Final = Metadata()

    def take(self, name: str, reading: Reading | None) -> bool:
        """Set field ``name`` if it is still empty. Returns whether it is set now."""
        if getattr(self.metadata, name):
            return True
        if reading is None or reading.value in (None, "", []):
            return False
        setattr(self.metadata, name, reading.value)
        self.metadata.provenance[name] = Provenance(reading.origin, reading.rule, reading.raw[:500])
        return True


def site_name(markup: Markup) -> Reading | None:
    """The site's name from og:site_name, the publisher in JSON-LD or application-name."""
    article = markup.article or {}
    publisher = jsonld.names_of(jsonld.resolve(article.get("publisher"), markup.nodes))
    if publisher:
        return Reading(publisher[0][0], "json-ld", "html.json-ld.publisher", publisher[0][0])
    found = markup.first("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
    if found and not found[0].startswith(("http://", "https://")):
        written = _written_out(found[0], markup.title)
        return Reading(written, "meta", f"html.meta.{found[1].replace(':', '-')}", found[0])
    for node in markup.nodes:
        kinds = jsonld.types_of(node)
        if ("website" in kinds or any(kind in ORGANISATION for kind in kinds)) and (
            name := jsonld.text_of(node.get("name"))
        ):
            return Reading(name, "json-ld", f"html.json-ld.{kinds[0]}", name)
    return None


def _written_out(name: str, title: str | None) -> str:
    """``name``; where it is but a host's (``valeherald.example``), as ``<title>`` writes it: ``Vale Herald``."""
    label, dot, _ = name.removeprefix("www.").partition(".")
    if not dot or " " in name or not title:
        return name
    written = cut_site_name(title, [name])[1]
    return written if written and _letters(written) == _letters(label) else name


def _letters(text: str) -> str:
    """The letters and digits of ``text`` without their marks, as host names are made of them."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if char.isalnum())


def address(markup: Markup, page: Page) -> Reading | None:
    """The caller's address, else the canonical link, else og:url, where ``<base>`` or they themselves make it whole."""
    if page.url:
        return Reading(page.url, "request", "html.request.url", page.url)
    if markup.canonical and (url := absolute(markup.canonical, markup.base)):
        return Reading(url, "markup", "html.canonical", markup.canonical)
    found = markup.first("og:url")
    if found and (url := absolute(found[0], markup.base)):
        return Reading(url, "meta", "html.meta.og-url", found[0])
    return None
