"""Raw page text to an article: lines, scores, verdicts, metadata, and the account of every character."""

from __future__ import annotations

from typing import Final

from cleaners.article import Article, Image, count_removed
from cleaners.errors import NoArticle
from cleaners.page import Page
from cleaners.rules.engine import RuleBook
from cleaners.segments import Segment
from cleaners.text.body import settle_body
from cleaners.text.credits import read_credits
from cleaners.text.dating import read_dates, read_views
from cleaners.text.draft import Draft
from cleaners.text.facts import Facts, find_title
from cleaners.text.footer import read_footer
from cleaners.text.lead import find_lead
from cleaners.text.reader import read_lines
from cleaners.text.recurring import drop_repeated
from cleaners.text.refusal import why_no_article
from cleaners.text.scorer import likely_body, line_scores
from cleaners.text.sections import read_sections, read_tags
from cleaners.text.verdicts import settle_rest
from cleaners.text.wrapping import goes_on, wrap_width

#: a paragraph this long (code points) is not printed twice on purpose
_REPEATED: Final = 60
REPEATED_PARAGRAPH: Final = "text.repeated-paragraph"

#: each reader finds what those before it left; later ones look at the title and the dates
_READERS: Final = (
    find_title, read_views, read_dates, read_credits, read_sections, read_tags, read_footer,
)  # fmt: skip


def clean_text(page: Page, book: RuleBook, repeated: frozenset[int] = frozenset()) -> Article:
    """Clean a page of raw text; ``repeated`` are lines known from other pages of the site. Raises `NoArticle`."""
    sent = page.content
    reading = read_lines(sent, page.language, book)
    lines, language = reading.lines, reading.language
    if not any(line.text for line in lines):
        raise NoArticle("the page is blank", "blank", {"other": len(lines)} if lines else {})
    scores = line_scores(lines, language)
    draft = Draft(lines, language, scores, likely_body(lines, scores))
    settle_body(draft)
    drop_repeated(draft, repeated)
    facts = Facts(draft, page, reading.rules, reading.repair.mend)
    for read in _READERS:
        read(facts)
    meta = facts.meta
    refusal = why_no_article(facts)
    if refusal is not None:
        draft.drop_body()
        settle_rest(draft)
        segments = _segments(draft, sent)
        raise NoArticle(refusal[1], refusal[0], count_removed(segments), segments)
    settle_rest(draft)
    find_lead(facts)
    paragraphs = _paragraphs(draft)
    segments = _segments(draft, sent)
    if not paragraphs:  # what was kept has turned out to be lists
        detail = "the page holds menus, lists or notices, but no running text"
        raise NoArticle(detail, "menu", count_removed(segments), segments)
    meta.language = language
    captions = [Image(None, None, s.text) for s in segments if s.role == "caption"]
    warnings = list(reading.warnings)
    if any(segment.rule == REPEATED_PARAGRAPH for segment in segments):
        warnings.append("deduplicated")
    text = "\n\n".join(paragraphs)
    return Article(meta, text, captions, segments, warnings=warnings, encoding=page.encoding)


def _paragraphs(draft: Draft) -> list[str]:
    """The body's paragraphs; lines that a hard wrap broke are joined, repeated paragraphs kept once."""
    paragraphs: list[str] = []
    seen: set[str] = set()
    last = -2
    widest = wrap_width(draft)
    for i, line in enumerate(draft.lines):
        if not draft.keep[i]:
            continue
        text = line.text
        if len(text) > _REPEATED and text in seen:
            draft.remove(i, "duplicate", REPEATED_PARAGRAPH)
            continue
        seen.add(text)
        if paragraphs and i == last + 1 and goes_on(draft.lines[last], line, widest):
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text.lstrip("•·▪■□◦●○◆► ") or text)
        last = i
    return paragraphs


def _segments(draft: Draft, sent: str) -> list[Segment]:
    segments: list[Segment] = []
    for i, line in enumerate(draft.lines):
        text = sent[line.start : line.end]
        role = draft.roles[i]
        if draft.keep[i] or role is None:
            # the lead is body text too, and the only such with a role of its own
            segments.append(Segment(text, role or "body", None, draft.rules[i], line.start, line.end))
        else:
            segments.append(Segment(text, role, draft.kinds[i], draft.rules[i], line.start, line.end))
    return segments
