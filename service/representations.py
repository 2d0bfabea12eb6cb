"""An article in the media types the service offers. Each takes the validated article as plain JSON types."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from cleaners.markdown import to_markdown
from cleaners.rendering import blocks_of_text

Article = dict[str, Any]


def as_json(article: Article) -> str:
    """The article itself."""
    return json.dumps(article, ensure_ascii=False, separators=(",", ":"))


def as_text(article: Article) -> str:
    """The body alone, a blank line between its parts."""
    return str(article["text"]) + "\n"


def as_markdown(article: Article) -> str:
    """Headline and body as the cleaner writes them, or else the text under its title."""
    if article["markdown"]:
        return str(article["markdown"]).strip() + "\n"
    return to_markdown(article["title"], blocks_of_text(article["text"]))


def as_json_ld(article: Article) -> str:
    """A schema.org ``NewsArticle``; properties the page says nothing about are left out."""
    source, publisher, views = article["source"], article["publisher"], article["view_count"]
    thing = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article["title"],
        "description": article["lead"],
        "author": [{"@type": "Person", "name": name} for name in article["authors"]],
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
