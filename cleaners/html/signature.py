"""An author whom only the markup of a Vietnamese page tells from any other short line.

Many names and most pen names are made of everyday words (``Bến Quê``): a line says too little by itself, but does in an
element that is called the author's, or in bold print on the right at the end of the text, where writers sign.
"""

from __future__ import annotations

import re
from typing import Any, Final

from cleaners.html.markup import BIT
from cleaners.html.printed import Printed
from cleaners.metadata.desks import is_organisation, is_outlet
from cleaners.metadata.people import read_people
from cleaners.metadata.words import primary
from cleaners.text.body import is_prose
from cleaners.text.credits import signs_document

_RULE: Final = "html.signature"
#: such a name has so many words and at most so many code points; how much it must look like one
_WORDS: Final = range(1, 6)
_LONGEST: Final = 45
_LIKELY: Final = 0.15
#: share of bold print, and how many elements around the line may say where it stands
_BOLD: Final = 0.9
_AROUND: Final = 2
#: the author stands at most so many lines above or below the title, or below the body
_NEAR: Final = 4
_RIGHT_STYLE: Final = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
_RIGHT_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:text-?|align-?)(?:right|end)(?:$|[\s_-])", re.IGNORECASE)
_ELSEWHERE: Final = BIT["related"] | BIT["comment"] | BIT["footer"] | BIT["sidebar"] | BIT["navigation"]


def read_signature(printed: Printed) -> None:
    """``authors``, where the readers of lines found none."""
    facts, draft, evidence = printed.facts, printed.draft, printed.evidence
    if facts.meta.authors or draft.last < 0 or primary(evidence.language) != "vi":
        return
    around = evidence.blocks[printed.owners[draft.first]].hints
    kept = max(index for index, keep in enumerate(draft.keep) if keep)
    head = [index for title in facts.titles for index in range(max(title - _NEAR, 0), title + _NEAR)]
    closing = range(draft.last + 1, min(facts.signature_end, max(kept, draft.last) + 1 + _NEAR))
    for index in dict.fromkeys((*head, *closing)):
        if index >= len(draft.lines) or not draft.open(index) or is_prose(draft.lines[index]):
            continue
        line, block = draft.lines[index], evidence.blocks[printed.owners[index]]
        if block.hints & _ELSEWHERE & ~around or any(rule.weight == "sure" for rule in line.hits):
            continue
        signed = index == kept and index in closing and block.bold >= _BOLD * len(line.text) and _is_right(block.node)
        if not (signed and len(line.text.split()) > 1) and not block.near & BIT["byline"] & ~around:
            continue
        names = _names(line.text, evidence.language)
        if names and not signs_document(facts, index):
            facts.meta.authors = names
            facts.note("authors", line.text, _RULE)
            draft.give(index, "byline", _RULE)
            return


def _names(text: str, language: str | None) -> list[str]:
    words = text.split()
    if len(words) not in _WORDS or len(text) > _LONGEST or text[-1] in ".:;!?…" or is_organisation(text):
        return []
    if is_outlet(text) or not all(word[0].isupper() or not word[0].isalpha() for word in words):
        return []
    return read_people(text, language, floor=_LIKELY)


def _is_right(node: Any) -> bool:
    """Whether an element or one right around it is set on the right."""
    for _ in range(_AROUND + 1):
        if node is None:
            return False
        if _RIGHT_STYLE.search(node.get("style") or "") or _RIGHT_CLASS.search(node.get("class") or ""):
            return True
        if (node.get("align") or "").lower() == "right":
            return True
        node = node.getparent()
    return False
