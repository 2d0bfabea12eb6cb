"""From a page to an article: the order in which the steps run."""

from __future__ import annotations

from cleaners.article import Article, Metadata, count_removed
from cleaners.errors import NoArticle
from cleaners.page import Options, Page
from cleaners.segments import Segment


def clean(page: Page, options: Options | None = None) -> Article:
    """Clean one page.

    Pure: the same page, options and version give the same article. Raises `NoArticle` when the page holds none.
    """
    segments: list[Segment] = []
    offset = 0
    for line in page.content.splitlines(keepends=True):
        text = line.strip()
        if text:
            start = offset + line.index(text)
            good = len(text) > 80
            segments.append(
                Segment(text, "body" if good else "removed", None if good else "other", None, start, start + len(text))
            )
        offset += len(line)
    body = [segment.text for segment in segments if segment.role == "body"]
    if not body:
        raise NoArticle("the page holds no running text", "blank", count_removed(segments))
    return Article(Metadata(), "\n\n".join(body), segments=segments, encoding=page.encoding)
