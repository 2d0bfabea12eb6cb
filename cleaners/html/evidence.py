"""Everything that is known about a page before it is decided what its body is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from cleaners.html.blocks import Block, Layout, read_layout
from cleaners.html.containers import Containers
from cleaners.html.engine import resiliparse_text, trafilatura_text
from cleaners.html.features import block_features, headline_block, own_features, page_features
from cleaners.html.fields import Reading, address, site_name
from cleaners.html.markup import BIT
from cleaners.html.projection import Projection, words
from cleaners.html.structure import Place, read_places
from cleaners.html.titles import read_title
from cleaners.html.tree import absolute, parse_whole, shorten_texts
from cleaners.language import detect
from cleaners.metadata import jsonld
from cleaners.metadata.markup import Markup, read_markup
from cleaners.normalise import bare, fold_letters, visible
from cleaners.page import RENDERINGS, Options, Page
from cleaners.rules.engine import RuleSet, rule_book
from cleaners.rules.pack import Rule

#: rules are about lines; what is longer is running text
_LONGEST_LINE: Final = 440
#: a block in a menu that is linked to this share is a menu item, whatever it says
_MENU: Final = 0.8
_MENUS: Final = BIT["navigation"] | BIT["footer"] | BIT["sidebar"] | BIT["related"] | BIT["card"] | BIT["header"]
#: an enormous block is judged by so many characters at its beginning, and kept or dropped whole
_JUDGED: Final = 50_000
#: a JSON-LD ``articleBody`` shorter than this is a teaser
_WHOLE_TEXT: Final = 400


@dataclass
class Evidence:
    """The page taken apart. ``address`` is the page's own, and ``base`` what relative addresses are relative to.

    ``timed`` are the numbers of the blocks that the page's ``<time>`` elements stand in, and ``beside_rights`` the
    texts of the links that close a block with a reuse notice, the last one first. ``places`` say how the blocks hang
    together, if somebody asks for a rendering; ``tokens`` are the words of each block, those of an enormous one at its
    beginning. ``whole`` says that no end of an enormous page was cut off,
    ``unwieldy`` that the second extractor, which is given the markup as it is, would take too long.
    """

    page: Page
    root: Any
    markup: Markup
    layout: Layout
    address: Reading | None
    base: str | None
    language: str | None
    rules: RuleSet
    hits: list[Sequence[Rule]]
    tokens: list[list[str]]
    timed: list[int | None]
    beside_rights: dict[int, list[str]]
    places: list[Place] | None = None
    whole: bool = True
    unwieldy: bool = False

    @property
    def blocks(self) -> list[Block]:
        """The text blocks in document order, hidden ones included."""
        return self.layout.blocks

    @cached_property
    def first(self) -> list[bool]:
        """Whether trafilatura takes each block. Uses the tree up: nothing may read it afterwards."""
        if len(self.page.content) > _JUDGED:
            shorten_texts(self.root, 2 * _JUDGED)  # blanks may be many
        return Projection(trafilatura_text(self.root)).covers(self.tokens)

    @cached_property
    def second(self) -> list[bool]:
        """Whether Resiliparse takes each block."""
        text = "" if self.unwieldy else resiliparse_text(self.page.content)
        return Projection(text).covers(self.tokens)

    @cached_property
    def stated(self) -> list[bool] | None:
        """Whether each block is part of the text the page's JSON-LD gives, if it gives it."""
        text = jsonld.text_of((self.markup.article or {}).get("articleBody"))
        return Projection(text).covers(self.tokens) if text and len(text) >= _WHOLE_TEXT else None

    @cached_property
    def site(self) -> Reading | None:
        """The site's name as the page states it."""
        return site_name(self.markup)

    @cached_property
    def own(self) -> list[list[float]]:
        """What each block is by itself (`cleaners.html.features.own_features`)."""
        title = read_title(self.markup, self.site.value if self.site else None, None)
        return own_features(self.blocks, self.tokens, self.hits, title.reading.value if title else None)

    @cached_property
    def containers(self) -> Containers:
        """What the elements around each block hold (`cleaners.html.containers`)."""
        return Containers(self.layout, headline_block(self.blocks, self.own))

    @cached_property
    def page_row(self) -> tuple[float, ...]:
        """What the page is like as a whole (`cleaners.html.features.PAGE_NAMES`), trafilatura unasked."""
        return page_features(self.blocks, None, self.second, self.markup.article is not None)

    def rows(self, first: Sequence[bool] | None) -> list[list[float] | None]:
        """One row of features for each block (`cleaners.html.features.NAMES`); ``None`` for those beyond hope.

        ``first`` are the blocks that trafilatura takes, ``None`` before it was asked.
        """
        states_article = self.markup.article is not None
        page = self.page_row if first is None else page_features(self.blocks, first, self.second, states_article)
        return block_features(
            self.own,
            self.layout,
            self.containers,
            first=first,
            second=self.second,
            stated=self.stated,
            hits=self.hits,
            page=page,
        )


def gather(page: Page, options: Options, rules: RuleSet | None = None) -> Evidence:
    """Take ``page`` apart; ``rules`` default to those of its language."""
    root, whole, unwieldy = parse_whole(page.content)
    markup = read_markup(root)
    rendered = bool(options.include & RENDERINGS)
    layout = read_layout(root, runs=rendered)
    language = _language(page, markup, layout)
    if rules is None:
        rules = rule_book(options.rules).for_language(language)
    lines: dict[str, Sequence[Rule]] = {}
    hits: list[Sequence[Rule]] = []
    for block in layout.blocks:
        if len(block.text) > _LONGEST_LINE or (block.hints & _MENUS and block.link_density > _MENU):
            hits.append([])
            continue
        if block.text not in lines:
            lines[block.text] = rules.match(bare(fold_letters(block.text)))
        hits.append(lines[block.text])
    tokens = [words(block.text[:_JUDGED]) for block in layout.blocks]
    stated = address(markup, page)
    own = stated.value if stated else None
    base = (absolute(markup.base, own) if markup.base else None) or own
    places = read_places(layout.blocks) if rendered else None
    return Evidence(
        page,
        root,
        markup,
        layout,
        stated,
        base,
        language,
        rules,
        hits,
        tokens,
        _timed(markup, layout),
        _beside_rights(layout, hits),
        places,
        whole and not layout.cut_off,
        unwieldy,
    )


def _timed(markup: Markup, layout: Layout) -> list[int | None]:
    if not markup.times:
        return []
    numbers = {block.node: number for number, block in reversed(list(enumerate(layout.blocks)))}
    return [
        next((numbers[step] for step in (tag.node, *tag.node.iterancestors()) if step in numbers), None)
        for tag in markup.times
    ]


def _beside_rights(layout: Layout, hits: Sequence[Sequence[Rule]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, (block, rules) in enumerate(zip(layout.blocks, hits, strict=True)):
        if block.links and any(rule.role == "rights" for rule in rules):
            found[number] = []
            for child in reversed(block.node):
                if child.tag != "a" or any(map(str.isalnum, child.tail or "")):
                    break
                found[number].append(visible("".join(child.itertext())))
    return found


def _language(page: Page, markup: Markup, layout: Layout) -> str | None:
    if page.language:
        return page.language
    sample = " ".join(block.text for block in layout.blocks if len(block.text) > 60)[:4000]
    found = detect(sample or " ".join(block.text for block in layout.blocks)[:4000], None)
    stated = markup.language
    if stated and (found is None or stated.split("-")[0].lower() == found.split("-")[0].lower()):
        return stated.split("-")[0].lower()
    return found
