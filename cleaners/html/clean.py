"""From the markup of a page to its article."""

from __future__ import annotations

from typing import Final

from cleaners.article import Article, Image, count_removed
from cleaners.errors import NoArticle
from cleaners.html.blocks import Block
from cleaners.html.body import body_scores, choose
from cleaners.html.evidence import Evidence, gather
from cleaners.html.fields import marked_date
from cleaners.html.markup import BIT
from cleaners.html.printed import Printed
from cleaners.html.statements import state, take_printed
from cleaners.html.tree import absolute
from cleaners.page import Options, Page
from cleaners.rules.engine import RuleSet
from cleaners.segments import Kind, Segment
from cleaners.text.refusal import why_no_article
from cleaners.text.verdicts import settle_rest

#: markup hint -> the kind a removed block is given when no rule names one, the telling hints first
_KIND_OF_HINT: Final[tuple[tuple[str, Kind], ...]] = (
    ("consent", "consent"),
    ("comment", "comment"),
    ("share", "share"),
    ("related", "related"),
    ("counter", "counter"),
    ("clock", "clock"),
    ("poll", "poll"),
    ("search_login", "search_login"),
    ("promotion", "promotion"),
    ("copyright", "copyright"),
    ("navigation", "navigation"),
    ("breadcrumb", "navigation"),
    ("toolbar", "toolbar"),
    ("contact", "contact"),
    ("widget", "widget"),
    ("sidebar", "widget"),
    ("header", "navigation"),
)

#: words of body that are enough against a doubt, and that are where the page calls itself an article
_ENOUGH, _ENOUGH_STATED = 150, 40
#: words of body that no listing has
_LONG: Final = 700
#: share of blocks in a forum's elements that makes a page a thread
_FORUM: Final = 0.2
#: statements of the title that hold even where the page does not print it
_FIRM: Final = frozenset({"html.h1", "html.json-ld.headline"})


def clean_html(page: Page, options: Options, rules: RuleSet | None = None) -> Article:
    """Clean one HTML page.

    ``rules`` are the rules in force; ``None`` takes those of the page's language. The article's segments are the
    visible text blocks in document order, without offsets. Raises `NoArticle` when nothing of an article is there.
    """
    evidence = gather(page, options, rules)
    if not evidence.blocks:
        raise NoArticle("the page is blank", "blank", {})
    scores = body_scores(evidence)
    printed = Printed(evidence, scores, choose(evidence, scores))
    draft = printed.draft
    printed.settle_body()
    metadata = state(evidence)
    title = metadata.provenance.get("title")
    printed.settle_title(metadata.title, title is not None and title.rule in _FIRM)
    printed.read()
    first = printed.owners[draft.first] if draft.first < len(draft.lines) else 0
    marked = marked_date(evidence.blocks, first, page, evidence.language)
    take_printed(metadata, printed.facts.meta, marked)
    refusal = why_no_article(printed.facts)
    if refusal is not None and _is_article(printed, refusal[0]):
        refusal = None
    if refusal is not None:
        draft.keep = [False] * len(draft.lines)
    settle_rest(draft)
    segments = _segments(printed)
    text = _text(printed)
    if refusal is not None or not text:
        reason, detail = refusal or ("menu", "the page holds no running text")
        raise NoArticle(detail, reason, count_removed(segments))
    return Article(
        metadata, text, images=_images(printed), segments=segments, warnings=list(page.warnings), encoding=page.encoding
    )


def _is_article(printed: Printed, doubt: str) -> bool:
    """Whether a page holds an article in spite of a ``doubt``: it calls itself one, or is long and no listing."""
    evidence, draft = printed.evidence, printed.draft
    count = sum(len(evidence.tokens[n]) for n, keep in zip(printed.owners, draft.keep, strict=True) if keep)
    kind = evidence.markup.first("og:type")
    stated = evidence.markup.article is not None or (kind is not None and kind[0].lower() == "article")
    posts = sum(1 for block in evidence.blocks if block.hints & BIT["forum"])
    if stated or posts > _FORUM * len(evidence.blocks):  # the posts of a thread are dated like a list's teasers
        return count >= _ENOUGH_STATED
    return count >= (_ENOUGH if doubt == "menu" else _LONG)


def _segments(printed: Printed) -> list[Segment]:
    draft, blocks = printed.draft, printed.evidence.blocks
    segments: list[Segment] = []
    for index, line in enumerate(draft.lines):
        role, kind, rule = draft.roles[index], draft.kinds[index], draft.rules[index]
        if draft.keep[index] or role is None:
            segments.append(Segment(line.text, "body"))
            continue
        if role == "removed" and (rule is None or rule.startswith("text.")) and kind in (None, "other", "listing"):
            kind = _kind(blocks[printed.owners[index]], kind or "other")
            rule = None if kind != draft.kinds[index] else rule
        segments.append(Segment(line.text, role, kind, rule))
    return segments


def _kind(block: Block, otherwise: Kind) -> Kind:
    for hints in (block.near, block.hints):
        for name, kind in _KIND_OF_HINT:
            if hints & BIT[name]:
                return kind
    if block.hints & BIT["footer"]:
        return "copyright" if "©" in block.text or "copyright" in block.text.lower() else otherwise
    return "navigation" if block.link_density > 0.8 and len(block.text) < 60 else otherwise


def _text(printed: Printed) -> str:
    """The body: blocks parted by a blank line, lines of one block by a line break, cells of one row by a bar."""
    draft, blocks = printed.draft, printed.evidence.blocks
    text = ""
    before = -2
    for index, line in enumerate(draft.lines):
        if not draft.keep[index]:
            continue
        number = printed.owners[index]
        if text:
            joint = blocks[number].joint if before in (number, number - 1) else "paragraph"
            text += "\n" if joint == "line" else " | " if joint == "cell" else "\n\n"
        text += line.text
        before = number
    return text


def _images(printed: Printed) -> list[Image]:
    draft = printed.draft
    body = [number for number, keep in zip(printed.owners, draft.keep, strict=True) if keep]
    captions = {
        number: line.text
        for number, line, role in zip(printed.owners, draft.lines, draft.roles, strict=True)
        if role == "caption"
    }
    images: list[Image] = []
    seen: set[str] = set()
    evidence: Evidence = printed.evidence
    for picture in evidence.layout.pictures:
        url = absolute(picture.address, evidence.base) if picture.address else None
        if url is None or url in seen or not body or not body[0] - 2 <= picture.position <= body[-1] + 1:
            continue
        seen.add(url)
        caption = next((captions[at] for at in range(picture.position, picture.position + 2) if at in captions), None)
        images.append(Image(url, picture.alt, caption))
    return images
