"""From the markup of a page to its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from cleaners.article import Article, Image, Origin, Provenance, count_removed
from cleaners.errors import NoArticle
from cleaners.html import fields
from cleaners.html.blocks import Block, Layout, read_layout
from cleaners.html.engine import trafilatura_text
from cleaners.html.markup import BIT
from cleaners.html.projection import Projection, words
from cleaners.html.tree import absolute, base_address, parse
from cleaners.language import detect
from cleaners.metadata.markup import Markup, read_markup
from cleaners.normalise import bare, canonical, key
from cleaners.page import Options, Page
from cleaners.rules.engine import RuleSet, rule_book
from cleaners.rules.pack import Rule
from cleaners.segments import Kind, Role, Segment

#: markup hint -> the kind a removed block is given, the telling ones first
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
#: a block longer than this is running text, whatever a rule for metadata lines says
_PROSE: Final = 220


def clean_html(page: Page, options: Options, rules: RuleSet | None = None) -> Article:
    """Clean one HTML page.

    ``rules`` are the rules in force; ``None`` takes those of the page's language. The article's segments are the
    visible text blocks in document order, without offsets. Raises `NoArticle` when nothing of an article is there.
    """
    root = parse(page.content)
    markup = read_markup(root)
    layout = read_layout(root)
    base = base_address(root, page.url)
    language = _language(page, markup, layout)
    if rules is None:
        rules = rule_book(options.rules).for_language(language)
    blocks = layout.blocks
    hits = [rules.match(bare(canonical(block.text))) if len(block.text) < 2 * _PROSE else [] for block in blocks]
    tokens = [words(block.text) for block in blocks]
    kept = Projection(trafilatura_text(root)).covers(tokens)
    found = _metadata(page, markup, base, language)
    roles = _roles(blocks, kept, hits, found.metadata.title)
    segments = [
        Segment(block.text, role, kind, rule)
        for block, (role, kind, rule) in zip(blocks, roles, strict=True)
        if not block.hidden or role == "body"
    ]
    text = _join(blocks, roles)
    if not text:
        raise NoArticle("the page holds no article", "blank" if not blocks else "menu", count_removed(segments))
    return Article(
        found.metadata,
        text,
        images=_images(layout, roles, base),
        segments=segments,
        warnings=list(page.warnings),
        encoding=page.encoding,
    )


def _language(page: Page, markup: Markup, layout: Layout) -> str | None:
    if page.language:
        return page.language
    sample = " ".join(block.text for block in layout.blocks if len(block.text) > 60)[:4000]
    found = detect(sample or " ".join(block.text for block in layout.blocks)[:4000], None)
    stated = markup.language
    if stated and (found is None or stated.split("-")[0].lower() == found.split("-")[0].lower()):
        return stated.split("-")[0].lower()
    return found


def _metadata(page: Page, markup: Markup, base: str | None, language: str | None) -> fields.Fields:
    made = fields.Fields()
    metadata = made.metadata
    made.take("url", fields.address(markup, page, base))
    if metadata.url:
        metadata.hostname = urlsplit(metadata.url).hostname
        if metadata.hostname:
            metadata.provenance["hostname"] = metadata.provenance["url"]
    site = fields.site_name(markup)
    made.take("publisher", site)
    name = site.value if site else None
    made.take("title", fields.read_title(markup, name, metadata.hostname))
    published, modified = fields.stated_dates(markup, page, language)
    made.take("published_at", published)
    made.take("modified_at", modified)
    tagged, changed = fields.time_tags(markup, page, language)
    made.take("published_at", tagged)
    made.take("modified_at", changed)
    made.take("published_at", fields.url_date(metadata.url))
    made.take("authors", fields.stated_authors(markup, name))
    made.take("section", fields.stated_section(markup, metadata.title, name))
    made.take("keywords", fields.stated_keywords(markup))
    if language:
        metadata.language = language
        origin: Origin = "request" if page.language else "markup" if markup.language else "text"
        metadata.provenance["language"] = Provenance(origin, "html.lang", markup.language or language)
    return made


Verdict = tuple[Role, Kind | None, str | None]


def _roles(blocks: Sequence[Block], kept: list[bool], hits: list[list[Rule]], title: str | None) -> list[Verdict]:
    long = [number for number, block in enumerate(blocks) if kept[number] and len(block.text) >= 80]
    top = long[0] if long else 0
    tail = long[-1] if long else len(blocks)
    title_key = key(title) if title else None
    roles: list[Verdict] = []
    for number, block in enumerate(blocks):
        verdict: Verdict | None = None
        if block.kind == "caption":
            verdict = ("caption", None, "html.caption")
        elif title_key and number <= top and key(block.text) == title_key:
            verdict = ("title", None, "html.title") if kept[number] or block.kind == "heading" else None
        else:
            for rule in hits[number]:
                if (
                    rule.weight != "sure"
                    or (rule.where == "top" and number > top)
                    or (rule.where == "tail" and number < tail)
                ):
                    continue
                verdict = (rule.role, None, rule.id) if rule.role is not None else ("removed", rule.kind, rule.id)
                break
        if verdict is None and kept[number] and not block.hints & BIT["comment"]:
            verdict = ("body", None, None)
        roles.append(verdict or ("removed", _kind(block), None))
    return roles


def _kind(block: Block) -> Kind:
    for hints in (block.near, block.hints):
        for name, kind in _KIND_OF_HINT:
            if hints & BIT[name]:
                return kind
    if block.hints & BIT["footer"]:
        return "copyright" if "©" in block.text or "copyright" in block.text.lower() else "other"
    return "navigation" if block.link_density > 0.8 and len(block.text) < 60 else "other"


def _join(blocks: Sequence[Block], roles: Sequence[Verdict]) -> str:
    text = ""
    before = -2
    for number, block in enumerate(blocks):
        if roles[number][0] not in ("body", "lead"):
            continue
        if text:
            joint = block.joint if before == number - 1 else "paragraph"
            text += "\n" if joint == "line" else " | " if joint == "cell" else "\n\n"
        text += block.text
        before = number
    return text


def _images(layout: Layout, roles: Sequence[Verdict], base: str | None) -> list[Image]:
    body = [number for number, (role, _, _) in enumerate(roles) if role in ("body", "lead")]
    if not body:
        return []
    images: list[Image] = []
    seen: set[str] = set()
    for picture in layout.pictures:
        url = absolute(picture.address, base) if picture.address else None
        if url is None or url in seen or not body[0] - 2 <= picture.position <= body[-1] + 1:
            continue
        seen.add(url)
        caption = next(
            (
                layout.blocks[number].text
                for number in range(picture.position, min(picture.position + 2, len(roles)))
                if roles[number][0] == "caption"
            ),
            None,
        )
        images.append(Image(url, picture.alt, caption))
    return images
