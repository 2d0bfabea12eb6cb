"""`POST /v1/articles`: one page in, one article out. `GET /v1/rules`: the rules in force."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from cleaners import NoArticle, NotAPage, Options, Page, UnreadablePage
from cleaners.rules.engine import rule_book
from schemas.article import validate_article
from schemas.errors import PayloadError
from schemas.request import Hints
from schemas.rule import list_rules
from service.auth import check_key
from service.extension import current
from service.incoming import read_page, refused_content
from service.logs import logger
from service.metrics import REFUSED_PAGES
from service.negotiation import choose
from service.pool import DeadlineExceeded, ParserCrashed, Saturated
from service.problems import Problem, sentence
from service.representations import REPRESENTATIONS
from service.worker import CleanerFailed

routes: Final = Blueprint("articles", __name__, url_prefix="/v1")
_RETRY_AFTER: Final = "1"


@routes.before_request
def require_key() -> None:
    """Everything here needs a key, where keys are configured."""
    check_key(request, current().keys)


@routes.post("/articles")
def clean_article() -> Response:
    """Clean one page."""
    media_type = choose(request, tuple(REPRESENTATIONS))
    page, hints = read_page(request, current().settings)
    include = hints.include | {"markdown"} if media_type == "text/markdown" else hints.include
    article = clean(page, hints, include)
    body = REPRESENTATIONS[media_type](article)
    return Response(body, content_type=_content_type(media_type), headers={"Vary": "Accept"})


def clean(page: Page, hints: Hints, include: frozenset[str]) -> dict[str, Any]:
    """The validated article of ``page`` as plain JSON types. Raises `Problem` for everything that goes wrong."""
    service = current()
    wanted = hints.deadline_ms or service.settings.deadline_ms
    deadline = min(wanted, service.settings.max_deadline_ms)
    try:
        article = service.pool.clean(page, Options(include, service.settings.rules), deadline / 1000)
        validate_article(article)
    except NoArticle as error:
        REFUSED_PAGES.labels(error.reason).inc()
        raise Problem("no-article", sentence(error), removed_counts=error.removed_counts) from error
    except (NotAPage, UnreadablePage) as error:
        raise refused_content(error, page) from error
    except Saturated as error:
        detail = "No cleaning process became free in time; the same request may be sent again."
        raise Problem("saturated", detail, headers={"Retry-After": _RETRY_AFTER}) from error
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
    return article


@routes.get("/rules")
def rules() -> Response:
    """The rules in force: the built-in packs and the operator's own."""
    choose(request, ("application/json",))
    return jsonify(list_rules(rule_book(current().settings.rules).rules))


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
