"""An article in the media types the service offers. Each takes the validated article as plain JSON types."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import yaml

from cleaners.markdown import to_markdown
from cleaners.metadata.desks import is_desk, is_outlet
from cleaners.rendering import blocks_of_text

Article = dict[str, Any]

#: a value is one line, however long (characters)
_WIDE: Final = 1 << 20


def as_json(article: Article) -> str:
    """The article itself."""
    return json.dumps(article, ensure_ascii=False, separators=(",", ":"))


def as_text(article: Article) -> str:
    """The body alone, a blank line between its parts."""
    return str(article["text"]) + "\n"


def as_markdown(article: Article) -> str:
    """Front matter, and headline and body as the cleaner writes them, or else the text under its title."""
    if article["markdown"]:
        body = str(article["markdown"]).strip() + "\n"
    else:
        body = to_markdown(article["title"], blocks_of_text(article["text"]))
    matter = front_matter(article)
    if not matter:
        return body
    written = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=_WIDE, default_flow_style=False)
    return f"---\n{written}---\n\n{body}"


def front_matter(article: Article) -> dict[str, Any]:
    """What is known about the article, without what is not.

    The names are those that Pandoc, Hugo and Jekyll read, where they have one for it; the others are the article's own.
    Not ``url``: static site generators take that for the path at which they are to publish the page.
    """
    return _said(
        {
            "title": article["title"],
            "author": article["authors"],
            "date": article["published_at"],
            "lastmod": article["modified_at"],
            "description": article["lead"],
            "lang": article["language"],
            "keywords": article["keywords"],
            "section": article["section"],
            "source": _said(article["source"]) if article["source"] else None,
            "publisher": article["publisher"],
            "licence": _said(article["licence"]) if article["licence"] else None,
            "rights": article["rights"],
            "view_count": article["view_count"],
            "canonical_url": article["url"],
        }
    )


def as_json_ld(article: Article) -> str:
    """A schema.org ``NewsArticle``; properties the page says nothing about are left out."""
    source, publisher, views = article["source"], article["publisher"], article["view_count"]
    thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article["title"],
        "description": article["lead"],
        "author": [_author(name) for name in article["authors"]],
        "datePublished": article["published_at"],
        "dateModified": article["modified_at"],
        "articleSection": article["section"],
        "articleBody": article["text"],
        "wordCount": article["word_count"],
        "keywords": article["keywords"],
        "inLanguage": article["language"],
        "url": article["url"],
        "publisher": _organisation(publisher, None),
        "sourceOrganization": _organisation(source["name"], source["url"]) if source else None,
        "copyrightNotice": article["rights"],
        "image": [_image(image) for image in article["images"]],
        "interactionStatistic": views
        if views is None
        else {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "ReadAction"},
            "userInteractionCount": views,
        },
    }
    return json.dumps(_said(thing), ensure_ascii=False, separators=(",", ":"))


def _author(name: str) -> dict[str, Any]:
    """Desks and outlets sign articles, too; schema.org calls them organisations."""
    return {"@type": "Organization" if is_desk(name) or is_outlet(name) else "Person", "name": name}


def _organisation(name: str | None, url: str | None) -> dict[str, Any] | None:
    return _said({"@type": "Organization", "name": name, "url": url}) if name or url else None


def _image(image: dict[str, Any]) -> dict[str, Any]:
    return _said(
        {"@type": "ImageObject", "contentUrl": image["url"], "caption": image["caption"], "description": image["alt"]}
    )


def _said(thing: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in thing.items() if value not in (None, [], "")}


#: media type -> what makes it; the first is the default
REPRESENTATIONS: Final[dict[str, Callable[[Article], str]]] = {
    "application/json": as_json,
    "application/ld+json": as_json_ld,
    "text/markdown": as_markdown,
    "text/plain": as_text,
}
