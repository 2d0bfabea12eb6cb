"""From bytes to text in the order browsers use, and refusal of what is no page.

The order is the WHATWG's (https://encoding.spec.whatwg.org/, "decode", and the HTML standard's "encoding sniffing
algorithm"): byte order mark, the transport's charset, the document's own ``<meta>``, strict UTF-8, a detector. Where a
label is contradicted by the bytes, the next step is tried before anything is replaced: a wrong label is commoner than a
page with broken characters. Bytes that are UTF-8 throughout contradict every other label, whether or not it could read
them: no other charset makes such bytes but by chance, and servers put a label on pages they know nothing about.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from cleaners.errors import NotAPage, UnreadablePage
from cleaners.page import PageKind

#: how far into the page a ``<meta>`` may declare the charset (bytes; browsers look at 1,024, real pages need more)
_PRESCAN: Final = 4096
#: the detector's sample (bytes)
_DETECT: Final = 1 << 16
#: so many characters beyond ASCII in bytes that are valid UTF-8 throughout are no chance in any other charset: a byte
#: beyond ASCII and the one after it are a character of UTF-8 in less than one case of five
_NO_CHANCE: Final = 5
#: at most this share of characters may be replaced before the page counts as unreadable
_LOST: Final = 0.01
#: at most this share of control characters before the page counts as something other than text
_CONTROLS: Final = 0.02
#: the same for replacement characters in what comes as text: a page in a wrong charset may lose one letter in ten
_REPLACED: Final = 0.1
#: how much of a text is looked at for that (characters); binary data shows at once
_SAMPLE: Final = 1 << 16

_META: Final = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
_CONTROL: Final = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SIGNATURES: Final = (
    ("%PDF-", "a PDF document"),
    ("\x89PNG\r\n\x1a\n", "a PNG image"),
    ("\xff\xd8\xff", "a JPEG image"),
    ("GIF87a", "a GIF image"),
    ("GIF89a", "a GIF image"),
    ("PK\x03\x04", "a ZIP archive or office document"),
    ("\x1f\x8b", "gzip data"),
    ("\x28\xb5\x2f\xfd", "zstd data"),
    ("\xd0\xcf\x11\xe0", "an office document"),
    ("{\\rtf", "an RTF document"),
    ("RIFF", "a media file"),
    ("%!PS", "a PostScript document"),
    ("\x7fELF", "a program"),
)
#: codecs whose name is nothing like the standard's
_NAMES: Final = {
    "iso-8859-11": "windows-874",
    "mac-roman": "macintosh",
    "mac_cyrillic": "x-mac-cyrillic",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr",
    "cp866": "ibm866",
}
#: labels of the standard that Resiliparse's table lacks
_LABELS: Final = {"x-mac-cyrillic": "mac_cyrillic", "x-mac-ukrainian": "mac_cyrillic"}
_MHTML: Final = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class Decoded:
    """A page's text, the WHATWG's name of the encoding it was read with, and warnings for the article."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def refuse_other_formats(text: str) -> None:
    """Raise `NotAPage` when ``text`` (or bytes read as Latin-1) begins like another file format."""
    head = text[:4096].lstrip("\ufeff\x00 \t\r\n")
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            # a text may well begin with the letters RIFF; the binary format goes on with a size and a type
            if signature == "RIFF" and head[8:12] not in ("WEBP", "WAVE", "AVI "):
                continue
            raise NotAPage(name)
    if re.match(r"(?:mime-version|from|content-type|date|subject):", head, re.IGNORECASE) and _MHTML.match(head):
        raise NotAPage("an MHTML archive")


def refuse_binary(text: str) -> None:
    """Raise `UnreadablePage` when ``text`` is binary data that some program decoded as if it were text."""
    sample = text[:_SAMPLE]
    if _many_controls(sample) or sample.count("\ufffd") > max(8, _REPLACED * len(sample)):
        raise UnreadablePage(
            "the page looks like binary data: too many of its characters are control characters or were lost "
            "when it was decoded"
        )


def decode(data: bytes, kind: PageKind, charset: str | None = None) -> Decoded:
    """Decode a page's bytes. ``charset`` is the transport's label, if it sent one.

    Raises `UnreadablePage` for a label nobody knows and for bytes that no charset fits, `NotAPage` for other formats.
    """
    refuse_other_formats(data[:4096].decode("latin-1"))
    named: list[str] = []
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _settle(data[len(mark) :], [name], name)
    if charset and charset.strip(" \t\"'"):  # an empty label is none
        named.append(_codec(charset) or _unknown(charset))
    if kind == "html":
        head = data[:_PRESCAN]
        for pattern in (_XML, _META):
            if found := pattern.search(head):
                label = found.group(1).decode("ascii", "replace").lower()
                # the bytes that spell the label were readable as ASCII, so it cannot be UTF-16 (HTML standard)
                codec = "utf-8" if label.startswith("utf-16") else _codec(label)
                if codec:
                    named.append(codec)
    if not named and (wide := _wide(data)):
        return _settle(data, [wide], wide, ("encoding-guessed",))
    return _settle(data, named, None)


def _settle(data: bytes, named: list[str], certain: str | None, warnings: tuple[str, ...] = ()) -> Decoded:
    """Read ``data`` with the first of ``named`` that fits, then UTF-8, then what a detector says.

    UTF-8 goes first where it cannot be anything else. If labels are named and none was right, that is a guess too.
    """
    order = [certain] if certain else [*named, "utf-8"]
    if order[0] != "utf-8" and certain is None and _is_utf_8(data):
        order = ["utf-8"]
    for name in dict.fromkeys(order):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        guessed = ("encoding-guessed",) if named and name not in named else ()
        return _checked(text, name, (*warnings, *guessed))
    if not named:
        guess = _guess(data[:_DETECT])
        if guess:
            try:
                return _checked(data.decode(guess), guess, (*warnings, "encoding-guessed"))
            except UnicodeDecodeError:
                pass
    # A few broken bytes in an otherwise good page: keep the page, say so.
    for name in dict.fromkeys([*named, "utf-8", "windows-1252"]):
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= max(2, _LOST * len(text)):
            return _checked(text, name, (*warnings, "replacement-characters"))
    raise UnreadablePage("the bytes fit no known charset")


def _is_utf_8(data: bytes) -> bool:
    """Whether ``data`` is valid UTF-8 and holds enough characters beyond ASCII for that to be no chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(text) - len(text.encode("ascii", "ignore")) >= _NO_CHANCE


def _checked(text: str, name: str, warnings: tuple[str, ...]) -> Decoded:
    if _many_controls(text):
        raise UnreadablePage("the bytes are not text in any known charset: too many of them are control characters")
    return Decoded(text, _standard(name), warnings)


def _many_controls(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _CONTROL)) > max(8, _CONTROLS * len(text))


def _standard(codec: str) -> str:
    """The WHATWG's name for a Python codec: ``windows-1251`` for ``cp1251``, ``euc-kr`` for ``euc_kr``."""
    name = re.sub(r"^cp(125\d)$", r"windows-\1", codec)
    name = re.sub(r"^iso8859-", "iso-8859-", name)
    return _NAMES.get(name, name.replace("_", "-") if name != "shift_jis" else name)


def _codec(label: str) -> str | None:
    """The Python codec for a charset label, by the WHATWG's table of labels; ``None`` if there is none.

    Labels are never looked up among Python's own codecs: some are no charsets at all (base64, unicode_escape), and
    others, such as UTF-7, can hide markup.
    """
    label = label.strip().strip("\"'").lower()
    mapped: str | None = map_encoding_to_html5(label, fallback_utf8=False) if label else None
    return mapped or _LABELS.get(label)


def _guess(sample: bytes) -> str | None:
    """The Python codec a detector takes ``sample`` for; it knows charsets that the standard has no label for."""
    found = detect_encoding(sample, html5_compatible=False) or ""
    if codec := _codec(found):
        return codec
    try:
        return codecs.lookup(found).name if found else None
    except LookupError:
        return None


def _unknown(label: str) -> str:
    shown = re.sub(r"[^\w.:-]", "?", label)[:40]
    raise UnreadablePage(f"the charset '{shown}' is not known; use a name from the WHATWG Encoding Standard, as utf-8")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly every other byte of Latin text is zero."""
    sample = data[:2000]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None
