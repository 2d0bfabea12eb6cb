"""Where the article stands on its site (breadcrumb) and what it is tagged with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleaners.metadata.desks import is_organisation
from cleaners.metadata.keywords import is_keyword_label, read_keywords, split_keywords
from cleaners.metadata.section import (
    is_home,
    read_breadcrumb,
    read_breadcrumb_items,
    read_unit_and_section,
)
from cleaners.normalise import bare, canonical, key
from cleaners.rules.pack import Rule
from cleaners.text.draft import Draft
from cleaners.text.facts import Facts

#: a breadcrumb printed as a list has at most so many items besides home, each at most so long (code points): longer
#: lists are menus
_ITEMS: Final = 2
_ITEM: Final = 60
#: ``HomeNews``: links that lost the blank between them
_GLUED: Final = re.compile(r"[^\W\d_A-Z][A-Z][^\W\d_]")
#: how the ids of rules end that know words for sections, and that read a section off its label
_SECTION_WORDS: Final = ("section_word", ".nav.word")
_LABEL: Final = ".section.label"
#: hash tags in a row, or a label without a colon before a list
_TAGS: Final = re.compile(r"#[^\s#][^#]{0,40}(?:\s#[^\s#][^#]{0,40})+$|(?:tags?|từ khóa)\s\S", re.IGNORECASE)
#: a section's name above the title is not longer (code points, words)
_KICKER: Final = 32
_WORDS: Final = 6
_NUMBER: Final = re.compile(r"^\d{1,2}[.)]\s*")
#: what parts the items of a menu printed in one line, and signs that only a breadcrumb is printed with
_PARTING: Final = re.compile(r"\s*[|/•·]\s*|\s+[-–]\s+|\s{2,}")
_POINTING: Final = re.compile("[»›>→❯▸]")
_LINKS: Final = 2
_MENU: Final = "text.menu-row"


def read_sections(facts: Facts) -> None:
    """``section``, from the breadcrumb that stands nearest to the title."""
    draft, meta = facts.draft, facts.meta
    for i in facts.around():
        if i >= draft.first or not draft.open(i) or not draft.lines[i].text:
            continue
        rule = next(draft.hits(i, "section"), None)
        if rule is not None and _is_menu_row(facts, i):
            draft.remove(i, "navigation", _MENU)
            continue
        if rule is not None:
            labelled = facts.rules.groups(rule, draft.lines[i].plain).get("value") if rule.id.endswith(_LABEL) else None
            items = [labelled.strip()] if labelled else _items(facts, i)
            if any(len(item) > _ITEM for item in items):
                items = []
        elif facts.titles and i == facts.titles[0] - 1:
            text = draft.lines[i].text
            items = [] if any(map(str.isdigit, text)) else read_unit_and_section(text)
        else:
            continue
        if items or (rule is not None and (rule.weight == "sure" or draft.keep[i])):
            name = rule.id if rule else "text.unit-and-section"
            draft.give(i, "section", name)
            if items and not meta.section:
                meta.section = items
                facts.note("section", draft.lines[i].text, name)
    if not meta.section:
        _listed(facts)
    if not meta.section:
        _kicker(facts)


def _is_menu_row(facts: Facts, i: int) -> bool:
    """Whether a line that begins with a word for home goes on with a thing of menus: ``Home | Contact | English``."""
    line = facts.sent(i)
    if _POINTING.search(line):
        return False
    items = [item for part in _PARTING.split(line) if (item := bare(canonical(part)))]
    if len(items) < _LINKS or not is_home(items[0]):
        return False
    return any(_is_menu(facts.rules.match(item)) for item in items[1:] if len(item) <= _ITEM)


def _items(facts: Facts, i: int) -> list[str]:
    title = facts.meta.title
    sent = facts.sent(i)
    items = [" ".join(item.split()) for item in read_breadcrumb(sent, title)]
    if items and title and len(items[-1]) > len(title) and items[-1].endswith(title):
        items[-1] = items[-1].removesuffix(title).strip(" »›>/|-")
    return [item for item in items if item]


def _listed(facts: Facts) -> None:
    """A breadcrumb printed as a list: the lines from a word for home down to the title."""
    draft = facts.draft
    for title_at in sorted(facts.titles):
        for start in range(title_at - 1, max(title_at - _ITEMS - 2, -1), -1):
            line = draft.lines[start]
            if len(line.plain) > _ITEM or not line.plain:
                break
            if is_home(_NUMBER.sub("", line.plain)):
                found = [j for j in range(start, title_at) if draft.roles[j] is None]
                if any(_is_menu(draft.lines[j].hits) for j in found if j != start) or _opens_menu(draft, start, found):
                    return
                items = read_breadcrumb_items([draft.lines[j].plain for j in found], facts.meta.title)
                if items:
                    facts.meta.section = items
                    facts.note("section", " / ".join(draft.lines[j].text for j in found), "text.listed-breadcrumb")
                    for j in found:
                        draft.give(j, "section", "text.listed-breadcrumb")
                return


def _opens_menu(draft: Draft, start: int, lines: list[int]) -> bool:
    """Whether the page begins with ``lines`` and they are words of menus, with no list's marks: ``Home``, ``News``."""
    if any(draft.lines[j].text for j in range(start)):
        return False
    return all(
        not draft.lines[j].bullet
        and not _NUMBER.match(draft.lines[j].plain)
        and any(rule.kind == "navigation" for rule in draft.lines[j].hits)
        for j in lines
    )


def _is_menu(hits: Sequence[Rule]) -> bool:
    """Whether a line is known from menus for another thing than a section: contact, login, map of the site."""
    return any(rule.weight == "sure" and not rule.id.endswith(_SECTION_WORDS) for rule in hits)


def _kicker(facts: Facts) -> None:
    """A section's name alone, right above the title."""
    draft = facts.draft
    if not facts.titles or min(facts.titles) == 0:
        return
    i = min(facts.titles) - 1
    while i > 0 and draft.roles[i] in ("date", "view_count", "byline"):
        i -= 1
    line = draft.lines[i]
    if not draft.open(i) or len(line.plain) > _KICKER or len(line.plain.split()) > _WORDS or not line.plain:
        return
    if line.bullet or line.text[-1] in ".:;!?" or any(map(str.isdigit, line.plain)) or is_organisation(line.plain):
        return
    if any(rule.kind != "navigation" for rule in line.hits) or _is_menu(line.hits) or _GLUED.search(line.plain):
        return
    # the last item of a menu looks the same, but is not printed again as a kicker
    in_menu = i > 0 and len(draft.lines[i - 1].plain) <= _KICKER and not line.gap and not _is_cut_off(facts, i - 1)
    if in_menu and not any(other.plain == line.plain for j, other in enumerate(draft.lines) if j != i):
        return
    if is_home(line.plain):
        return
    facts.meta.section = _items(facts, i) or [line.plain]
    facts.note("section", line.text, "text.kicker")
    draft.give(i, "section", "text.kicker")


def _is_cut_off(facts: Facts, i: int) -> bool:
    """Whether line ``i`` is a piece of a line that was taken apart."""
    start = facts.draft.lines[i].start
    return start > 0 and not facts.page.content[start - 1].isspace()


def read_tags(facts: Facts) -> None:
    """``keywords``, from the labelled line below the body, or the list under its label."""
    draft = facts.draft
    for i in [*draft.tail(), *draft.head()]:
        line = draft.lines[i]
        if not draft.open(i) or draft.keep[i] or i in facts.menus:
            continue
        rule = next(draft.hits(i, "keywords"), None)
        alone = is_keyword_label(line.text)
        if rule is None and not alone and not _TAGS.match(line.plain):
            continue
        name = rule.id if rule else "text.keyword-label"
        words = [] if alone else read_keywords(facts.sent(i), facts.article())
        if not words and not alone and rule is None:
            continue
        draft.give(i, "keywords", name)
        if alone:
            words = _below(facts, i, name)
        if words and not facts.meta.keywords:
            facts.meta.keywords = [" ".join(word.split()) for word in words]
            facts.note("keywords", line.text, name)


def _below(facts: Facts, label: int, name: str) -> list[str]:
    """The tags in the lines under a label that stands alone: one line of them, or a list with bullets."""
    draft = facts.draft
    words: list[str] = []
    for i in range(label + 1, min(label + 16, len(draft.lines))):
        line = draft.lines[i]
        if not draft.open(i) or draft.keep[i] or len(line.text) > 200:
            break
        if not line.bullet:
            if not words:
                words = split_keywords(facts.sent(i), facts.article())
                draft.give(i, "keywords", name)
            break
        if line.plain.isdigit():
            break
        words.append(line.plain)
        draft.give(i, "keywords", name)
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(key(word), word)
    return list(seen.values())
