"""`POST /v1/articles`: one page in, one article out. `GET /v1/rules`: the rules in force."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, g, jsonify, request

from cleaners import Options, Page
from cleaners.rules.engine import rule_book
from schemas.request import Hints
from schemas.rule import list_rules
from service.admission import Saturated
from service.auth import check_key
from service.child import Cleaned
from service.cleaning import check_article, deadline_of, problems_of, sent_away
from service.extension import current
from service.incoming import read_page
from service.metrics import phase
from service.negotiation import choose
from service.representations import REPRESENTATIONS

routes: Final = Blueprint("articles", __name__, url_prefix="/v1")


@routes.before_request
def require_key() -> None:
    """Everything here needs a key, where keys are configured."""
    g.key = check_key(request, current().keys)


@routes.post("/articles")
def clean_article() -> Response:
    """Clean one page."""
    service = current()
    media_type = choose(request, tuple(REPRESENTATIONS))
    try:
        with service.quota.hold(g.key):
            with phase("read"):
                page, hints = read_page(request, service.settings)
            include = hints.include | {"markdown"} if media_type == "text/markdown" else hints.include
            cleaned = clean(page, hints, include)
        g.choice = cleaned.article["provenance"].get("text")
    except Saturated as error:
        raise sent_away(error) from error
    with phase("write"):
        # the very JSON that was checked, so that it need not be written again
        body = cleaned.json if media_type == "application/json" else REPRESENTATIONS[media_type](cleaned.article)
    return Response(body, content_type=_content_type(media_type), headers={"Vary": "Accept"})


def clean(page: Page, hints: Hints, include: frozenset[str]) -> Cleaned:
    """The validated article of ``page``. Raises `Problem` for everything that goes wrong."""
    service = current()
    deadline = deadline_of(hints, service.settings)
    with problems_of(page, deadline):
        cleaned = service.pool.clean(page, Options(include, service.settings.rules), deadline / 1000)
        check_article(cleaned.article)
    return cleaned


@routes.get("/rules")
def rules() -> Response:
    """The rules in force: the built-in packs and the operator's own."""
    choose(request, ("application/json",))
    return jsonify(list_rules(rule_book(current().settings.rules).rules))


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
