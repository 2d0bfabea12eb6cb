"""One parse of a page, robust enough for whatever the web (or an attacker) sends."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from cleaners.errors import UnreadablePage

#: elements nested deeper than this are unwrapped: extraction recurses, and no page needs more
MAX_DEPTH: Final = 180
#: attribute values longer than this carry pictures or program state, never words
MAX_ATTRIBUTE: Final = 20_000
#: elements beyond this many are cut off: the page is a data dump, and time is bounded
MAX_ELEMENTS: Final = 40_000
#: so many elements nested too deeply are much
_MUCH: Final = 2_000
#: a tag with its first attributes, and all others: the parser's time grows with the square of their number
_ATTRIBUTE: Final = r"""(?>\s+[^\s=>"'/]++(?:\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>"']++))?+)"""
_CROWD: Final = re.compile(rf"(<[a-zA-Z][^\s>/]*+{_ATTRIBUTE}{{300}}){_ATTRIBUTE}+")
#: so few characters have no room for a crowd that would matter
_ROOM: Final = 50_000
#: controls no reader sees and some libraries choke on
_CONTROLS: Final = bytes([*range(9), 11, *range(14, 32)])
_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_PREFIXED: Final = re.compile(r"<(/?)(?:html|xhtml|h):(?=[a-z])")
#: the end of a document, after which the parser would drop whatever a second, glued-on document holds
_DOCUMENT_END: Final = re.compile(r"</(?:body|html|BODY|HTML|Body|Html)\s*>")
_FRAMESET: Final = re.compile("<frameset", re.IGNORECASE)
_NOFRAMES: Final = re.compile("<noframes", re.IGNORECASE)
_FRAMES: Final = re.compile(r"</?(?:frameset|noframes|frame)\b[^<>]*>", re.IGNORECASE)
_PREFIX: Final = re.compile(r"<\w++:\w")
_NOT_IN_ADDRESS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
#: an address without a scheme that leads away from the page
_RELATIVE: Final = re.compile(r"[/?]|[^:/?#]+(?:[/?#]|$)")
_OTHER_SCHEMES: Final = re.compile(r"(?:mailto|tel):[^\s<>]", re.IGNORECASE)
#: elements that only wrap others: what is given up when nesting goes beyond what the parser can hold
_WRAPPER: Final = re.compile(
    r"</?(?:div|span|font|center|section|b|i|em|strong|u|big|small|blockquote|table|tbody|tr|td|ul|ol|dl|dd)\b[^<>]*>",
    re.IGNORECASE,
)

#: elements without a meaning of their own to the text in them
_HOLLOW: Final = ("div", "span", "font", "center", "section", "b", "i", "em", "strong", "u", "big", "small")

_TOO_LONG: Final[Any] = etree.XPath(f"//*[@*[string-length() > {MAX_ATTRIBUTE}]]")
_PREFIXED_TAG: Final[Any] = etree.XPath("//*[contains(name(), ':')]")
_EMPTY: Final[Any] = etree.XPath("//*[self::div or self::span or self::p or self::li or self::a][not(node())]")
_COUNT: Final[Any] = etree.XPath("count(//*)")
_TOO_DEEP: Final[Any] = etree.XPath("/" + "*/" * MAX_DEPTH + "descendant-or-self::*")

#: what the parser is told; not all of it is known to the type stubs
_PARSING: Final[dict[str, Any]] = {
    "huge_tree": True, "recover": True, "remove_comments": True, "remove_pis": True, "encoding": "utf-8",
    "default_doctype": False,
}  # fmt: skip

#: one class for all elements: lxml.html asks a Python function for each, and nobody here fills in forms
_CLASSES: Final = etree.ElementDefaultClassLookup(
    element=lxml_html.HtmlElement, comment=lxml_html.HtmlComment, pi=lxml_html.HtmlProcessingInstruction
)

Element = Any


def parse(markup: str) -> Element:
    """The page as an `lxml.html` tree (its ``html`` element), bounded in depth, elements and attribute size.

    Broken nesting is repaired as browsers do, roughly; several documents glued together become one.
    Raises `UnreadablePage` when there is no markup at all that could be parsed.
    """
    return parse_whole(markup)[0]


class Parsed(NamedTuple):
    """A page as a tree. ``whole`` says that nothing was cut off.

    ``unwieldy`` says that its markup nests so deeply, or crowds so many attributes into a tag, that whoever parses it
    unprepared takes time with the square of its size.
    """

    root: Element
    whole: bool
    unwieldy: bool


def parse_whole(markup: str) -> Parsed:
    """`parse`, and whether that is the whole page: the end of one with too many elements is cut off."""
    markup = _XML_DECLARATION.sub("", markup, count=1)
    end = markup.find("</html>")
    if end >= 0 and markup[end + 7 :].strip():
        markup = _DOCUMENT_END.sub("", markup)
    if ":html" in markup[:2000]:  # XHTML that names its namespace with a prefix
        markup = _PREFIXED.sub(r"<\1", markup)
    if _FRAMESET.search(markup) and _NOFRAMES.search(markup):
        markup = _FRAMES.sub("", markup)  # what a frameset says to those who see no frames is all it says
    if markup.strip() and "<" not in markup:
        raise UnreadablePage("the page holds no markup; send it as text (text/plain)")
    crowded = len(markup) > _ROOM and _CROWD.search(markup) is not None
    if crowded:
        markup = _CROWD.sub(r"\1", markup)
    root, complete = _parse(markup)
    if not complete:
        root, _ = _parse(_WRAPPER.sub("\n", markup))
    whole, deep = _bound(root, markup.count("<") + 1, _has_giant(markup), _PREFIX.search(markup) is not None)
    return Parsed(root, whole, deep or crowded or not complete)


def _parse(markup: str) -> tuple[Element, bool]:
    """The tree, and whether the parser reached the end of ``markup``: beyond 2,048 levels it gives up."""
    parser = lxml_html.HTMLParser(**_PARSING)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = lxml_html.document_fromstring(markup.encode(errors="ignore").translate(None, _CONTROLS), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        # nothing but comments or white space: an empty page, which the caller will find blank
        return lxml_html.document_fromstring("<html><body></body></html>"), True
    complete = not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return root, complete


def _has_giant(markup: str) -> bool:
    """Whether more than `MAX_ATTRIBUTE` characters stand somewhere between one ``<`` and the next: room for a giant."""
    at, last = 0, len(markup) - MAX_ATTRIBUTE
    while at < last:
        # the last sign within reach, found from behind: a few looks for each `MAX_ATTRIBUTE` characters
        sign = markup.rfind("<", at, at + MAX_ATTRIBUTE + 1)
        if sign < 0:
            return True
        at = sign + 1
    return False


def _bound(root: Element, tags: int, giant: bool, prefixed: bool) -> tuple[bool, bool]:
    """Unwrap what is nested too deeply, cut off what is too much, and drop giant attributes.

    There are at most ``tags`` elements; ``giant`` and ``prefixed`` say that there may be giant attributes and names
    with a prefix. Returns whether nothing was cut off, and whether much was nested too deeply.
    """
    for node in _TOO_LONG(root) if giant else ():
        for name, value in node.items():
            if len(value) > MAX_ATTRIBUTE:
                del node.attrib[name]
    for node in _PREFIXED_TAG(root) if prefixed else ():
        # <o:p>, <svg:g>: what stands in them is text; trafilatura and lxml know plain names only
        plain = node.tag.rpartition(":")[2] if isinstance(node.tag, str) else ""
        node.tag = plain if plain.isalnum() else "span"
    whole = True
    if tags > MAX_ELEMENTS and _COUNT(root) > MAX_ELEMENTS:
        whole = not _cut_off(root)
    deep = _TOO_DEEP(root)
    if deep:
        _unwrap(root)
        for node in reversed(_TOO_DEEP(root)):
            node.drop_tag()
    return whole, len(deep) > _MUCH


def _unwrap(root: Element) -> None:
    """Take away elements that hold nothing but one other: they are what nests deeply, and nobody sees them."""
    for node in reversed(list(root.iter(*_HOLLOW))):
        only_child = len(node) == 1 and not (node.text and node.text.strip()) and not (node[0].tail or "").strip()
        if only_child and node.getparent() is not None:
            node.drop_tag()


def shorten_texts(root: Element, longest: int) -> None:
    """Cut every text node to ``longest`` characters, in place."""
    for text in root.xpath("//text()[string-length() > $longest]", longest=longest):
        node = text.getparent()
        if text.is_text:
            node.text = text[:longest]
        else:
            node.tail = text[:longest]


def _cut_off(root: Element) -> bool:
    """Whether anything but empty elements had to go."""
    for node in _EMPTY(root):
        parent = node.getparent()
        if parent is not None and not (node.tail and node.tail.strip()):
            parent.remove(node)
    excess = list(islice(root.iter(), MAX_ELEMENTS, None))
    drop = set(excess)
    for node in excess:
        parent = node.getparent()
        if parent is not None and parent not in drop:
            parent.remove(node)
    return bool(excess)


def absolute(href: str, base: str | None) -> str | None:
    """``href`` as an absolute http(s) address, or ``None`` when it is none or cannot be made one."""
    href = tidy_address(href)
    try:
        joined = urljoin(base, href) if base else href
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def tidy_address(href: str) -> str:
    """``href`` as browsers read it: without controls and the blanks around it, blanks within escaped."""
    return "%20".join(_NOT_IN_ADDRESS.sub("", href).split())


def link_address(href: str, base: str | None) -> str | None:
    """Where a link leads: absolute if it can be made so, else as the page has it; ``None`` for scripts and data."""
    if (url := absolute(href, base)) is not None:
        return url
    href = tidy_address(href)
    if href.startswith("//"):
        return absolute("https:" + href, None)
    if _RELATIVE.match(href):
        return None if base else href
    return href if _OTHER_SCHEMES.match(href) else None
