"""Text that is certainly broken, and how to mend it: wrong charset, legacy fonts, entities left over.

Each repair is decided once for a page, from the whole of it, and only where nothing else explains what is seen; it is
then applied line by line, so that offsets stay those of the text as sent. The tables of the Vietnamese legacy fonts
follow TCVN 5712-1993 (VN3, the "ABC" fonts) and the VNI for Windows layout.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import ftfy
import ftfy.badness
import yaml

from cleaners.text.wordlists import FunctionWords

#: what a page's repairs are decided on (code points)
_SAMPLE: Final = 6000
#: a legacy font is certain when, converted, at least this share of the words are Vietnamese function words …
_CONVERTED: Final = 0.15
#: … and before conversion at most this share of that was
_BEFORE: Final = 0.4
#: signs of a wrong charset a page needs, one for so many code points at the most
_SIGNS: Final = 2
_SPREAD: Final = 2000

_FONTS: Final = Path(__file__).parent / "data" / "legacy-fonts.yaml"
_ENTITY: Final = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});")
_BROKEN_ENTITY: Final = re.compile(r"(?<=[^\W\d_])([aeiouyAEIOUY])(grave|acute|tilde|circ);")
_BROKEN_ENDS: Final = ("grave;", "acute;", "tilde;", "circ;")
#: UTF-8 read as Latin-1 or Windows-1252: a lead byte's letter and the sign of a byte that only follows one
_MOJIBAKE: Final = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_LATIN1: Final = re.compile("[\u00a1-\u00ff]")
#: letters that only Unicode text has, and how many of them rule a legacy font out
_UNICODE: Final = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9\u0370-\uffdc]"
)
_ENOUGH_UNICODE: Final = 40
#: the least share of letters above ASCII in text typed for a legacy font (a quarter of Vietnamese letters bear marks)
_MARKED: Final = 0.06

Mend = Callable[[str], str]


@dataclass(slots=True, frozen=True)
class Repair:
    """How to mend one page's lines (``None``: nothing to mend) and the warnings that tell of it."""

    mend: Mend | None
    warnings: tuple[str, ...]


def find_repair(sent: str) -> Repair:
    """What the page needs; nothing for nearly all of them, and then it costs a few searches."""
    steps: list[Mend] = []
    warnings: list[str] = []
    if not sent.isascii() and _LATIN1.search(sent):
        sample = sent[:_SAMPLE]
        signs = len(_MOJIBAKE.findall(sample))
        if signs >= _SIGNS and signs * _SPREAD >= len(sample) and ftfy.badness.is_bad(sample):
            steps.append(ftfy.fix_encoding)
            warnings.append("mojibake-repaired")
        elif (font := _legacy_font(sample)) is not None:
            steps.append(font)
            warnings.append("legacy-font-repaired")
    if "&" in sent and _ENTITY.search(sent):
        steps.append(html.unescape)
        warnings.append("entities-decoded")
    if any(end in sent for end in _BROKEN_ENDS) and _BROKEN_ENTITY.search(sent):
        steps.append(_mend_entities)
        if "entities-decoded" not in warnings:
            warnings.append("entities-decoded")
    if "\ufffd" in sent:
        warnings.append("replacement-characters")
    if not steps:
        return Repair(None, tuple(warnings))

    def mend(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return Repair(mend, tuple(warnings))


def _mend_entities(text: str) -> str:
    return _BROKEN_ENTITY.sub(lambda match: html.unescape(f"&{match[1]}{match[2]};"), text)


def _legacy_font(sample: str) -> Mend | None:
    """The conversion for the legacy font the sample was typed for, if that is beyond doubt."""
    if len(list(islice(_UNICODE.finditer(sample), _ENOUGH_UNICODE))) == _ENOUGH_UNICODE:
        return None
    if len(_LATIN1.findall(sample)) < _MARKED * len(sample):
        return None
    listed = FunctionWords("vi")

    def share(text: str) -> float:
        return listed.share(text, text.lower().split())

    before = share(sample)
    best: Mend | None = None
    best_share = _CONVERTED
    for font in (_from_tcvn3, _from_vni):
        after = share(font(sample))
        if after > best_share and before <= _BEFORE * after:
            best, best_share = font, after
    return best


@lru_cache(maxsize=1)
def _fonts() -> tuple[dict[int, str], re.Pattern[str], dict[str, str]]:
    """The table of TCVN3; the pattern and the table of VNI, in both cases."""
    data = yaml.safe_load(_FONTS.read_text(encoding="utf-8"))
    tcvn3 = {ord(old): new for old, new in zip(data["tcvn3"]["old"], data["tcvn3"]["new"], strict=True)}
    vni: dict[str, str] = {}
    for entry in [*data["vni"]["pairs"].split(), *data["vni"]["alone"].split()]:
        old, new = entry[:-1], entry[-1]
        vni |= {old: new, old.upper(): new.upper(), old.capitalize(): new.upper()}
    return tcvn3, re.compile("|".join(sorted(vni, key=len, reverse=True))), vni


def _from_tcvn3(text: str) -> str:
    return text.translate(_fonts()[0])


def _from_vni(text: str) -> str:
    _, pattern, table = _fonts()
    return pattern.sub(lambda match: table[match[0]], text)
