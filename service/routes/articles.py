"""`POST /v1/articles`: one page in, one article out. `GET /v1/rules`: the rules in force."""

from __future__ import annotations

import math
from typing import Any, Final

from flask import Blueprint, Response, g, jsonify, request

from cleaners import NoArticle, NotAPage, Options, Page, UnreadablePage
from cleaners.rules.engine import rule_book
from schemas.article import validate_article
from schemas.errors import PayloadError
from schemas.request import Hints
from schemas.rule import list_rules
from service.admission import Saturated
from service.auth import check_key
from service.extension import current
from service.incoming import read_page, refused_content
from service.logs import logger
from service.metrics import REFUSED_PAGES, REMOVED, SATURATED, phase
from service.negotiation import choose
from service.pool import DeadlineExceeded, NotStarting, ParserCrashed
from service.problems import Problem, sentence
from service.representations import REPRESENTATIONS
from service.worker import CleanerFailed

routes: Final = Blueprint("articles", __name__, url_prefix="/v1")
_NO_PLACE: Final = {
    "queue": "As many requests as may wait for a cleaning process do so; the same request may be sent again.",
    "wait": "No cleaning process became free in time; the same request may be sent again.",
    "key": "This API key has as many requests under way as it may; the same request may be sent again.",
    "start": "No cleaning process can be started at present; the same request may be sent again.",
}


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
            article = clean(page, hints, include)
    except Saturated as error:
        raise sent_away(error) from error
    with phase("write"):
        body = REPRESENTATIONS[media_type](article)
    return Response(body, content_type=_content_type(media_type), headers={"Vary": "Accept"})


def clean(page: Page, hints: Hints, include: frozenset[str]) -> dict[str, Any]:
    """The validated article of ``page`` as plain JSON types. Raises `Problem` for everything that goes wrong."""
    service = current()
    wanted = hints.deadline_ms or service.settings.deadline_ms
    deadline = min(wanted, service.settings.max_deadline_ms)
    try:
        article = service.pool.clean(page, Options(include, service.settings.rules), deadline / 1000)
        with phase("check"):
            validate_article(article)
    except NoArticle as error:
        REFUSED_PAGES.labels(error.reason).inc()
        raise Problem("no-article", sentence(error), removed_counts=error.removed_counts) from error
    except (NotAPage, UnreadablePage) as error:
        raise refused_content(error, page) from error
    except (Saturated, NotStarting) as error:
        raise sent_away(error) from error
    except DeadlineExceeded as error:
        raise Problem("deadline-exceeded", f"The page took longer than {deadline} ms and was stopped.") from error
    except ParserCrashed as error:
        logger().error("page crashed its parser", exit_code=error.exit_code, characters=len(page.content))
        raise Problem("page-crashed-parser", "The process that cleaned this page died of it.") from error
    except CleanerFailed as error:
        logger().error("cleaner failed", error=error.kind, frames=error.where)
        raise Problem("internal-error", "Whoever runs the service finds the reason under the request_id.") from error
    except PayloadError as error:
        # pointers only: what a fault says may quote the page
        logger().error("article does not fit its schema", pointers=[fault.pointer for fault in error.faults])
        raise Problem("internal-error", "Whoever runs the service finds the reason under the request_id.") from error
    for kind, count in article["removed_counts"].items():
        REMOVED.labels(kind).inc(count)
    return article


def sent_away(error: Saturated | NotStarting) -> Problem:
    """The answer to a request for which there is no place, counted by its cause."""
    cause = error.cause if isinstance(error, Saturated) else "start"
    SATURATED.labels(cause).inc()
    seconds = math.ceil(error.seconds) if isinstance(error, NotStarting) else 0
    return Problem("saturated", _NO_PLACE[cause], headers={"Retry-After": str(max(1, seconds))})


@routes.get("/rules")
def rules() -> Response:
    """The rules in force: the built-in packs and the operator's own."""
    choose(request, ("application/json",))
    return jsonify(list_rules(rule_book(current().settings.rules).rules))


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
