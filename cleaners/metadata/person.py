"""How much a short text looks like a person's name, judged by shape and by lists of name words (``names.json``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from cleaners.metadata.words import CAPITALS, any_of, composed, load, primary
from cleaners.normalise import fold_tones, key

#: several readers ask of the same text whether it is a name (texts)
_REMEMBERED: Final = 2048
_LONGEST: Final = 45
_VIETNAMESE_LETTER: Final = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯÐ]|[\u1ea0-\u1ef9]|[ĩũĨŨ]")
#: onset, vowels and coda of a Vietnamese syllable, accents apart: ``Nghiêm`` is one, ``Read`` and ``Smith`` are none
_SYLLABLE: Final = re.compile(
    r"^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ôi|ơi|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu)"
    r"(?:ng|nh|ch|[cmnpt])?$"
)
_TONES: Final = {
    ord(letter): base
    for base, letters in {
        "a": "áàảãạ", "ă": "ắằẳẵặ", "â": "ấầẩẫậ", "e": "éèẻẽẹ", "ê": "ếềểễệ", "i": "íìỉĩị", "o": "óòỏõọ",
        "ô": "ốồổỗộ", "ơ": "ớờởỡợ", "u": "úùủũụ", "ư": "ứừửữự", "y": "ýỳỷỹỵ",
    }.items()
    for letter in letters
}  # fmt: skip
_INITIALS: Final = re.compile(r"^[A-ZĐÐ](?:\.?\s?[A-ZĐÐ]){1,3}\.?$")
_ABBREVIATED: Final = re.compile(rf"^(?:[{CAPITALS}][^\W\d_]{{0,2}}\.\s?){{1,2}}[{CAPITALS}]\w+(?:\s[{CAPITALS}]\w+)?$")
_WORD: Final = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’\-.](?=[^\W\d_]|$))*\.?$")
_HAN: Final = re.compile(r"^[\u3400-\u9fff·]{2,5}$")
_HANGUL: Final = re.compile(r"^[\uac00-\ud7a3]{2,4}$")
_HAN_SURNAMES: Final = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔賀贺赖龔龚文"
)
_KOREAN_SURNAMES: Final = frozenset("김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구")
_SLAVIC_ENDING: Final = re.compile(
    r"(?:ов|ев|ёв|ин|ын|ский|цкий|ой|ова|ева|ёва|ина|ына|ская|цкая|ко|юк|ук|чук|ян|дзе|швили|ич|ець|ський|ська|ий|ак|ик)$"
)


@cache
def _words(name: str) -> frozenset[str]:
    value = load("names")[name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold_tones(word) for word in _words(name))


@cache
def _title() -> re.Pattern[str]:
    names = load("names")
    return re.compile(rf"^(?:(?:{any_of([*names['vi_titles'], *names['titles']])})(?:\.\s?|\s))+(?=\S)", re.IGNORECASE)


def without_title(name: str) -> str:
    """``name`` without degrees and forms of address before it: ``PGS.TS Lê An`` becomes ``Lê An``."""
    match = _title().match(name)
    return name[match.end() :] if match else name


@lru_cache(maxsize=_REMEMBERED)
def looks_like_name(text: str, language: str | None = None) -> float:
    """How much ``text`` looks like one person's name: 0 not at all, from about 0.5 likely, 0.9 nearly sure.

    It knows what such lines are mistaken for: sections, places, outlets, headings in capitals, abbreviations.
    """
    text = composed(text).strip(" \u00a0\t\r\n.,;:•*-–")
    if not 2 <= len(text) <= _LONGEST or any(char.isdigit() for char in text):
        return 0.0
    tongue = primary(language)
    name = without_title(text)
    titled = 0.15 if name != text else 0.0
    if text.upper() in _words("not_initials"):
        return 0.0
    if _INITIALS.match(text):
        if text == "A A" or (len(text) > 2 and _is_syllable(_plain(text))):
            return 0.1
        return 0.5 if len(text) <= 4 else 0.3
    if _ABBREVIATED.match(name):
        return _abbreviated(name)
    if _HAN.match(name):
        return (0.6 if len(name) <= 3 else 0.3) if name[0] in _HAN_SURNAMES else (0.3 if tongue == "ja" else 0.1)
    if _HANGUL.match(name):
        return 0.5 if name[0] in _KOREAN_SURNAMES else 0.1
    words = name.split()
    if not words or not all(map(_WORD.match, words)) or not words[0][0].isalpha():
        return 0.0
    if sum(word[0].islower() for word in words) > 3 or key(text) in _nobody():
        return 0.0
    syllables = [_plain(word) for word in words]
    if (tongue == "vi" or _VIETNAMESE_LETTER.search(name)) and all(map(_is_syllable, syllables)):
        return min(1.0, _vietnamese(words, syllables) + titled)
    return min(1.0, _foreign(words, tongue) + titled)


def _abbreviated(name: str) -> float:
    """``N. Hà`` and ``Ph.Anh`` are names, ``TP. Lam Giang`` a place, ``KT. CHỦ TỊCH`` a post, ``A. Meals`` an item."""
    head, _, rest = name.partition(".")
    words = rest.split()
    if head.lower() in _words("signing") and (len(head) > 1 or rest.isupper()):
        return 0.0
    if any(word.lower() in _words("not_names") for word in words):
        return 0.0
    return 0.75 if len(words) == 1 or words[0].endswith(".") else 0.4


@cache
def _nobody() -> frozenset[str]:
    return frozenset(key(word) for word in load("names")["nobody"])


def _plain(word: str) -> str:
    return fold_tones(word.replace("Ð", "Đ").lower())


def _is_syllable(word: str) -> bool:
    return _SYLLABLE.match(word.translate(_TONES)) is not None


def _vietnamese(words: list[str], syllables: list[str]) -> float:
    if not 1 <= len(words) <= 6 or not all(word[0].isupper() for word in words):
        return 0.0
    pairs = [" ".join(pair) for pair in pairwise(syllables)]
    odd = _folded("vi_not_names")
    if any(pair in odd for pair in pairs):
        return 0.1
    given, surnames = _folded("vi_given"), _folded("vi_surnames")
    known = sum(syllable in given for syllable in syllables[1:])
    if len(words) == 1:
        return 0.3 if syllables[0] in given else 0.1
    middle = syllables[1] in ("văn", "thị")
    if syllables[0] in surnames and (syllables[-1] in given or middle):
        score = 0.95 if len(words) in (3, 4) else 0.85
    elif syllables[0] in given and syllables[-1] in given:
        score = 0.85 if len(words) <= 3 else 0.5
    elif syllables[-1] in given:
        score = 0.6
    elif syllables[0] in surnames or syllables[0] in given:
        score = 0.45
    else:
        score = 0.2
    if len(words) > 4:
        score -= 0.3
    # a heading in capitals is made of other words than a name
    if all(word.isupper() for word in words) and known < len(words) - 1:
        score -= 0.3
    return max(score, 0.0)


def _foreign(words: list[str], language: str) -> float:
    particles = _words("particles")
    core = [word for word in words if word.lower() not in particles]
    if not 2 <= len(core) <= 4 or len(words) > 6 or len(core) + 2 < len(words):
        return 0.0
    if not all(word[0].isupper() for word in core) or any(
        word.lower().strip(".") in _words("not_names") for word in core
    ):
        return 0.0
    if words[0].lower() in particles and words[0].islower():
        return 0.0
    capitals = sum(word.isupper() and len(word) > 2 for word in core)
    if core[0].lower() in _words("first_names"):
        return 0.85 if not capitals else 0.7
    if not core[0].isascii() and _SLAVIC_ENDING.search(core[-1].lower()) and "\u0400" <= core[0][0] <= "\u04ff":
        return 0.75 if len(core) <= 3 else 0.4
    if capitals:
        return 0.2 if capitals == len(core) else 0.35
    # English headings and German nouns are capitalised like names
    score = 0.4 if language in ("en", "de", "vi", "") or len(core) < len(words) else 0.5
    if any(len(word.strip(".")) == 1 for word in core[1:-1]):
        score += 0.25
    return score if len(core) <= 3 else score - 0.2
