"""The lead (standfirst, sapo): the first paragraph, where the page sets it apart from those that follow."""

from __future__ import annotations

from typing import Final

from cleaners.article import Metadata, Provenance
from cleaners.html.blocks import Block
from cleaners.html.markup import BIT
from cleaners.html.printed import Printed
from cleaners.metadata.markup import Markup
from cleaners.normalise import key
from cleaners.text.draft import Draft

#: a lead has this many code points
_LEAD: Final = range(40, 700)
#: share of a paragraph in bold print that makes it bold
_BOLD: Final = 0.9
#: a heading that is a sentence has this many code points
_SENTENCE: Final = 60
#: a lead stands no farther (lines) above the rest of the body
_ABOVE: Final = 6
_ENDS: Final = tuple('.!?…。！？"”»')
_DESCRIPTIONS: Final = ("description", "og:description", "twitter:description")
_ELSEWHERE: Final = (
    BIT["related"]
    | BIT["sidebar"]
    | BIT["promotion"]
    | BIT["comment"]
    | BIT["card"]
    | BIT["navigation"]
    | BIT["footer"]
)


def find_lead(printed: Printed, metadata: Metadata) -> None:
    """Set the ``lead`` where markup says which paragraph it is; it stays part of the body, or becomes it.

    Whoever cannot be sure has none: a first paragraph is a lead only if something tells it from the second.
    """
    draft, blocks, markup = printed.draft, printed.evidence.blocks, printed.evidence.markup
    kept = [index for index, keep in enumerate(draft.keep) if keep]
    if len(kept) < 2:
        return
    headline = key(metadata.title or "")
    titles = [index for index in printed.facts.titles if index < kept[-1]]
    candidates = _candidates(draft, kept, max(titles, default=-1))
    for index in candidates:
        block = blocks[printed.owners[index]]
        text = draft.lines[index].text
        if len(text) not in _LEAD or block.hints & _ELSEWHERE or block.hidden:
            continue
        after = next((other for other in kept if other > index), None)
        if after is None:
            return
        rule = _told(block, blocks[printed.owners[after]], text, bool(titles), markup)
        # a kicker with the title once more is no lead
        if rule is not None and not (headline and headline in key(text)):
            draft.give(index, "lead", rule)
            draft.keep[index] = True
            metadata.lead = text
            metadata.provenance["lead"] = Provenance("markup", rule, text)
            return


def _candidates(draft: Draft, kept: list[int], title: int) -> list[int]:
    """The first line of the body, and before it those between the title and it that are nothing else."""
    above = range(max(title + 1, kept[0] - _ABOVE), kept[0]) if title >= 0 else range(0)
    return [index for index in above if draft.roles[index] in (None, "removed")] + kept[:1]


def _told(block: Block, after: Block, text: str, titled: bool, markup: Markup) -> str | None:
    """The rule that tells ``block`` from the paragraph ``after`` it, if any does."""
    if block.near & BIT["lead"] and not after.near & BIT["lead"]:
        return "html.lead.class"
    if block.near & BIT["description"] and not after.near & BIT["description"]:
        return "html.lead.microdata"
    prose = text.endswith(_ENDS)
    if block.kind == "heading":
        sentence = titled and block.level > 1 and len(text) >= _SENTENCE and after.kind != "heading"
        return "html.lead.heading" if sentence else None
    if block.kind != "paragraph":
        return None
    if prose and block.bold >= _BOLD * len(block.text) and after.bold < 0.5 * len(after.text):
        return "html.lead.bold"
    described = any(key(value) == key(text) for name in _DESCRIPTIONS for value in markup.meta.get(name, ()))
    return "html.lead.description" if described else None
