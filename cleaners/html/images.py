"""The pictures of the article: which of the page's are its own, and what is written under them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cleaners.article import Image
from cleaners.html.blocks import Picture
from cleaners.html.markup import BIT
from cleaners.html.tree import absolute

#: elements whose pictures are never the article's
_ELSEWHERE: Final = (
    BIT["navigation"]
    | BIT["footer"]
    | BIT["sidebar"]
    | BIT["share"]
    | BIT["related"]
    | BIT["promotion"]
    | BIT["comment"]
    | BIT["consent"]
    | BIT["byline"]
    | BIT["toolbar"]
    | BIT["search_login"]
)
#: a picture no wider or higher than this is an icon or counts visits (pixels)
_ICON: Final = 48
_DECORATION: Final = re.compile(
    r"(?:^|[/_.-])(?:spacer|blank|pixel|transparent|placeholder|loading|icons?|logo|avatar|gravatar|sprite|emoji|smiley|bullet)(?:[/_.-]|\d|$)",
    re.IGNORECASE,
)
#: a caption without a figure around it stands no farther (blocks) behind its picture
_REACH: Final = 2


def article_images(
    pictures: list[Picture], *, first: int, last: int, captions: Mapping[int, str], base: str | None
) -> list[tuple[int, Image]]:
    """The pictures that stand between block ``first`` and block ``last``, each with the block it stands before.

    ``captions`` are the texts that are captions, by block number. A figure's caption goes to the figure's pictures;
    any other to the picture right before it.
    """
    images: list[tuple[int, Image]] = []
    seen: set[str] = set()
    used: set[int] = set()
    for picture in pictures:
        if not first <= picture.position <= last + 1 or picture.hints & _ELSEWHERE or _is_decoration(picture):
            continue
        url = absolute(picture.address, base) if picture.address else None
        if url is None or url in seen:
            continue
        seen.add(url)
        near = picture.captions or range(picture.position, picture.position + _REACH)
        at = next((number for number in near if number in captions and (picture.captions or number not in used)), None)
        if at is not None:
            used.add(at)
        images.append((picture.position, Image(url, picture.alt, captions[at] if at is not None else None)))
    return images


def _is_decoration(picture: Picture) -> bool:
    small = any(size is not None and size <= _ICON for size in (picture.width, picture.height))
    return small or _DECORATION.search(picture.address.partition("?")[0]) is not None
