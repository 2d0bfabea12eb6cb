"""From the markup of a page to its article."""

from __future__ import annotations

import math
from typing import Final

from cleaners.article import Article, Image, Provenance, count_removed
from cleaners.errors import NoArticle
from cleaners.html.blocks import Block
from cleaners.html.body import Body, choose_body
from cleaners.html.compose import Kept, compose
from cleaners.html.dates import marked_date, signed_date
from cleaners.html.evidence import Evidence, gather
from cleaners.html.foreign import foreign_blocks, own_times
from cleaners.html.images import article_images
from cleaners.html.lead import find_lead
from cleaners.html.markup import BIT
from cleaners.html.parts import headed_by, hints_of_body, kind_told, settle_dates
from cleaners.html.printed import Printed
from cleaners.html.signature import read_signature
from cleaners.html.statements import state, take_printed
from cleaners.html.titles import StatedTitle
from cleaners.normalise import key
from cleaners.page import Options, Page
from cleaners.rules.engine import RuleSet
from cleaners.segments import Kind, Segment
from cleaners.text.recurring import drop_repeated
from cleaners.text.refusal import why_no_article
from cleaners.text.verdicts import REPEATED, settle_rest

#: the rule of a kind that only the place among other lines tells
_PLACE: Final = "text.place"
#: words of body that are enough against a doubt, and that are where the page calls itself an article
_ENOUGH, _ENOUGH_STATED = 150, 40
#: words of body that no listing has
_LONG: Final = 700
#: words of a headline that names more than a section, and of a paragraph that is longer than any teaser
_HEADLINE, _NO_TEASER = 5, 80
#: what a page of one thing calls itself in ``og:type``
_OWN_KINDS: Final = ("article", "news", "product")
#: share of blocks in a forum's elements that makes a page a thread
_FORUM: Final = 0.2
#: a picture this many blocks above the body is the article's, where the title is printed nowhere
_ABOVE: Final = 2


def clean_html(page: Page, options: Options, rules: RuleSet | None = None) -> Article:
    """Clean one HTML page.

    ``rules`` are the rules in force; ``None`` takes those of the page's language. The article's segments are the
    visible text blocks in document order, without offsets. Raises `NoArticle` when nothing of an article is there.
    """
    evidence = gather(page, options, rules)
    if not evidence.blocks:
        framed = evidence.root.find(".//frame") is not None
        detail = "the page only frames other pages, which hold the text" if framed else "the page is blank"
        raise NoArticle(detail, "blank", {})
    body = choose_body(evidence)
    try:
        return _article(evidence, body, options)
    except NoArticle:
        if body.candidate != "blocks":
            raise
        # nothing is refused before trafilatura was asked
        return _article(evidence, choose_body(evidence, sure=math.inf), options)


def _article(evidence: Evidence, body: Body, options: Options) -> Article:
    """The article whose body was chosen. Raises `NoArticle` when it is none."""
    page = evidence.page
    printed = Printed(evidence, body.scores, body.keep)
    draft = printed.draft
    printed.settle_body()
    drop_repeated(draft, options.repeated)
    foreign = foreign_blocks(printed)
    metadata, title = state(evidence, own_times(evidence, foreign), printed.head_keys())
    printed.settle_title(title)
    printed.read(foreign)
    read_signature(printed)
    first = printed.owners[draft.first] if draft.first < len(draft.lines) else 0
    heading = printed.owners[printed.facts.titles[0]] if printed.facts.titles else None
    marked = marked_date(evidence.blocks, heading, first, page, evidence.language, foreign)
    if marked is None and draft.last >= 0:
        marked = signed_date(evidence.blocks, first, printed.owners[draft.last], page, evidence.language, foreign)
    take_printed(metadata, printed.facts.meta, marked)
    refusal = why_no_article(printed.facts)
    if refusal is not None and _is_article(printed, refusal[0], title):
        refusal = None
    if refusal is not None:
        draft.drop_body()
    else:
        find_lead(printed, metadata)
    settle_dates(printed, foreign)
    settle_rest(draft, headed_by(printed))
    segments = _segments(printed)
    kept = _kept(printed)
    text = _text(kept, evidence.blocks)
    if refusal is not None or not text:
        reason, detail = refusal or ("menu", "the page holds no running text")
        raise NoArticle(detail, reason, count_removed(segments), segments)
    images = _images(printed, kept)
    metadata.provenance["text"] = _choice(body)
    article = Article(metadata, text, [image for _, image in images], segments)
    article.warnings = [*page.warnings, *([] if evidence.whole else ["page-cut-off"])]
    article.encoding = page.encoding
    if evidence.places is not None:
        article.blocks = compose(kept, evidence.blocks, evidence.places, images, evidence.base)
    return article


def _choice(body: Body) -> Provenance:
    """Whose choice of blocks the text is, and why."""
    reason = f"{body.kind}: F1 {body.promise:.2f} expected"
    if body.candidate != "blocks":
        reason += f", {body.alone:.2f} before trafilatura was asked"
    return Provenance("markup", f"html.body.{body.candidate}", reason)


def _is_article(printed: Printed, doubt: str, title: StatedTitle | None) -> bool:
    """Whether a page holds an article in spite of a ``doubt``.

    It does where it calls itself one, where its heading is a headline (a section's name is shorter), where a paragraph
    is longer than any teaser, or where it is long and no listing.
    """
    evidence, draft = printed.evidence, printed.draft
    sizes = [len(evidence.tokens[n]) for n, keep in zip(printed.owners, draft.keep, strict=True) if keep]
    count = sum(sizes)
    kinds = evidence.markup.meta.get("og:type", ())[:1]
    stated = evidence.markup.article is not None or any(kind.lower().startswith(_OWN_KINDS) for kind in kinds)
    posts = sum(1 for block in evidence.blocks if block.hints & BIT["forum"])
    if stated or posts > _FORUM * len(evidence.blocks):  # the posts of a thread are dated like a list's teasers
        return count >= _ENOUGH_STATED
    if doubt != "contact":
        headed = title is not None and title.echoed and len(title.reading.value.split()) >= _HEADLINE
        if count >= _ENOUGH and (headed or max(sizes) >= _NO_TEASER):
            return True
    return count >= (_ENOUGH if doubt == "menu" else _LONG)


def _segments(printed: Printed) -> list[Segment]:
    draft, blocks = printed.draft, printed.evidence.blocks
    around = hints_of_body(printed)
    segments: list[Segment] = []
    kinds: dict[str, Kind] = {}
    for index, line in enumerate(draft.lines):
        role, kind, rule = draft.roles[index], draft.kinds[index], draft.rules[index]
        if draft.keep[index] or role is None:
            # the lead is body text too, and the only such with a role of its own
            segments.append(Segment(line.text, "lead" if role == "lead" else "body"))
            continue
        if role == "removed" and rule in (None, _PLACE):
            block = blocks[printed.owners[index]]
            # by its width alone a line of raw text is taken for a link
            placed: Kind = "other" if not block.links else kind or "other"
            kind, rule = kind_told(block, around) or (placed, rule)
        elif rule == REPEATED and kind != "duplicate":
            told = kind_told(blocks[printed.owners[index]], around)
            kind, rule = told or (kinds.get(key(line.text)) or kind, rule)
        if kind is not None:
            kinds.setdefault(key(line.text), kind)
        segments.append(Segment(line.text, role, kind, rule))
    return segments


def _kept(printed: Printed) -> list[Kept]:
    """The lines of the body and how each hangs together with the one before it."""
    draft, blocks = printed.draft, printed.evidence.blocks
    kept: list[Kept] = []
    before = -2
    for index, line in enumerate(draft.lines):
        if draft.keep[index]:
            number = printed.owners[index]
            joint = blocks[number].joint if before in (number, number - 1) else "paragraph"
            kept.append(Kept(number, line.text, joint))
            before = number
    return kept


def _text(kept: list[Kept], blocks: list[Block]) -> str:
    """The body: blocks parted by a blank line, lines of one block by a line break, cells of one row by a bar."""
    parts: list[str] = []
    for piece in kept:
        if parts:
            parts.append("\n" if piece.joint == "line" else " | " if piece.joint == "cell" else "\n\n")
        block = blocks[piece.number]
        parts.append(block.raw if block.raw is not None and piece.text == block.text else piece.text)
    return "".join(parts)


def _images(printed: Printed, kept: list[Kept]) -> list[tuple[int, Image]]:
    draft, evidence = printed.draft, printed.evidence
    roles = list(zip(printed.owners, draft.lines, draft.roles, strict=True))
    captions = {number: line.text for number, line, role in roles if role == "caption"}
    titles = [number for number, _, role in roles if role == "title" and number < kept[0].number]
    first = titles[-1] + 1 if titles else kept[0].number - _ABOVE
    return article_images(
        evidence.layout.pictures, first=first, last=kept[-1].number, captions=captions, base=evidence.base
    )
