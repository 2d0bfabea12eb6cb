"""The foot of the page: licence, reuse notice, and whose page it is."""

from __future__ import annotations

import re
from typing import Final

from cleaners.metadata.desks import is_organisation
from cleaners.metadata.licence import read_licence
from cleaners.normalise import key
from cleaners.text.facts import Facts
from cleaners.text.phrases import any_of

#: an owner line has this many code points
_OWNER: Final = range(6, 120)
#: how far above the licence or the address the owner's name stands (lines)
_REACH: Final = 3

_DOMAIN: Final = re.compile(r"^(?:https?://|www\.)|^\S+\.\w{2,}$")
_QUOTED: Final = re.compile(r"[\"“”«]([^\"“”«»]{4,80})[\"“”»]")
_CITED: Final = re.compile(
    rf"nguồn\s+(?P<name>{any_of('cited_outlets')}\s[^,.;\"“]{{2,60}}?)\s+{any_of('cited_ends')}\b", re.IGNORECASE
)
_OWNED: Final = re.compile(
    rf"{any_of('ownership')}[.,:]?\s*(?:(?:{any_of('ownership')}|\d{{4}}(?:\s?[-–]\s?\d{{4}})?)[.,:]?\s*)*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^.|©®;,]{3,80}?)"
    rf"(?=\s*(?:[.|;,]|$|\s-\s|\s{any_of('owner_ends')}\s))",
    re.IGNORECASE,
)
#: what else a line of rights may hold, behind the notice
_BESIDES: Final = re.compile(rf"\s{any_of('beside_rights')}\b.*$", re.IGNORECASE)
#: the last lines of a page are its foot (lines)
_FOOT: Final = 12
#: an address has at least so many digits (post code, telephone)
_POSTCODE: Final = 5
#: where the first field of an address line ends
_FIELD: Final = re.compile(r"[.,;|·]\s|\s[-–]\s|:")
_OFFICE: Final = re.compile(rf"\s+[-–|]\s+{any_of('offices')}\b.*$", re.IGNORECASE)


def read_footer(facts: Facts) -> None:
    """``licence``, ``rights`` and ``publisher``."""
    draft, meta = facts.draft, facts.meta
    marks: list[int] = []
    for i in draft.tail():
        if not draft.open(i) or draft.keep[i]:
            continue
        line = draft.lines[i]
        licence_rule = next(draft.hits(i, "licence"), None)
        rights_rule = next(draft.hits(i, "rights"), None)
        if licence_rule is not None:
            marks.append(i)
            draft.give(i, "licence", licence_rule.id)
            if meta.licence is None:
                meta.licence = read_licence(line.text, draft.language)
                if meta.licence is not None:
                    facts.note("licence", line.text, licence_rule.id)
        elif rights_rule is not None:
            marks.append(i)
            draft.give(i, "rights", rights_rule.id)
            if meta.rights is None:
                meta.rights = _BESIDES.sub("", line.text)
                facts.note("rights", line.text, rights_rule.id)
        elif any(r.kind in ("contact", "copyright") for r in line.hits):
            marks.append(i)
    _read_publisher(facts, marks)
    # the site's name above the title is no section of it
    if meta.publisher and [key(item) for item in meta.section] == [key(meta.publisher)]:
        meta.section = []
        meta.provenance.pop("section", None)


def _read_publisher(facts: Facts, marks: list[int]) -> None:
    """The name in the reuse notice, the owner's line above licence or address, or the name behind ``©``."""
    draft, meta = facts.draft, facts.meta
    rights = meta.rights or ""
    cited = _QUOTED.search(rights) or _CITED.search(rights)
    if cited is not None:
        name = cited.group(cited.lastindex or 1).strip()
        if not _DOMAIN.search(name):
            meta.publisher = name
            facts.note("publisher", rights, "text.cited-owner")
            return
    for i in marks:
        for j in range(i - 1, max(i - 1 - _REACH, draft.last), -1):
            name = _OFFICE.sub("", draft.lines[j].plain)
            if draft.open(j) and name.isupper() and len(name) in _OWNER and " " in name and not _is_label(facts, j):
                meta.publisher = name.strip("©®: ")
                facts.note("publisher", draft.lines[j].text, "text.owner-line")
                draft.remove(j, "copyright", "text.owner-line")
                return
    for i in [i for i in marks if draft.roles[i] == "rights"] + marks:
        owned = _OWNED.search(draft.lines[i].text)
        if owned is not None:
            meta.publisher = _echo(facts, owned["name"].strip())
            facts.note("publisher", draft.lines[i].text, "text.copyright-owner")
            return
    _named_owner(facts, marks)


def _named_owner(facts: Facts, marks: list[int]) -> None:
    """An organisation named in or above the address, or the name that opens the page and stands in its foot again."""
    draft, meta = facts.draft, facts.meta
    count = len(draft.lines)
    # an address is told by its digits where no rule knows its words
    addresses = [
        i
        for i in range(max(draft.last + 1, count - _FOOT), count)
        if sum(map(str.isdigit, draft.lines[i].plain)) >= _POSTCODE
    ]
    for i in [*marks, *addresses]:
        for j in (i, i - 1, i - 2):
            if j <= draft.last or (j < i and not draft.open(j)):
                continue
            name = _FIELD.split(draft.lines[j].plain, maxsplit=1)[0].strip()
            if len(name) in _OWNER and " " in name and is_organisation(name):
                meta.publisher = name
                facts.note("publisher", draft.lines[j].text, "text.address-owner")
                return
    foot = " ".join(draft.lines[i].plain for i in draft.tail()).casefold()
    for i in range(min(2, draft.first)):
        name = draft.lines[i].plain
        if draft.open(i) and 1 < len(name.split()) <= 7 and not draft.lines[i].hits and name.casefold() in foot:
            meta.publisher = name
            facts.note("publisher", draft.lines[i].text, "text.banner-owner")
            return


def _is_label(facts: Facts, index: int) -> bool:
    """A heading of a block (``LIÊN HỆ``, ``ĐƯỜNG DÂY NÓNG``) is no owner."""
    return any(rule.weight == "sure" and rule.kind != "copyright" for rule in facts.draft.lines[index].hits)


def _echo(facts: Facts, name: str) -> str:
    """``name`` as the page's head prints it, if it does."""
    wanted = key(name)
    for i in facts.draft.head():
        if key(facts.draft.lines[i].text) == wanted:
            return facts.draft.lines[i].text
    return name
