"""Cleaning a page for a caller: the deadline that holds, and a problem for whatever goes wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from cleaners import NoArticle, NotAPage, Page, UnreadablePage
from schemas.article import validate_article
from schemas.errors import PayloadError
from schemas.request import Hints
from service.admission import Saturated
from service.incoming import refused_content
from service.logs import logger
from service.metrics import REFUSED_PAGES, SATURATED, phase, removed
from service.pool import DeadlineExceeded, NotStarting, ParserCrashed
from service.problems import Problem, sentence
from service.settings import Settings
from service.worker import CleanerFailed

_NO_PLACE: Final = {
    "queue": "As many requests as may wait for a cleaning process do so; the same request may be sent again.",
    "wait": "No cleaning process became free in time; the same request may be sent again.",
    "key": "This API key has as many requests under way as it may; the same request may be sent again.",
    "start": "No cleaning process can be started at present; the same request may be sent again.",
}


def deadline_of(hints: Hints, settings: Settings) -> int:
    """The milliseconds a page may take."""
    return min(hints.deadline_ms or settings.deadline_ms, settings.max_deadline_ms)


@contextmanager
def problems_of(page: Page, deadline: int) -> Iterator[None]:
    """Raise a `Problem` for everything that goes wrong in the block, which cleans ``page`` within ``deadline`` ms."""
    try:
        yield
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


def check_article(article: dict[str, Any]) -> None:
    """Hold ``article`` to its schema, and count what was removed from its page. Raises `PayloadError`."""
    with phase("check"):
        validate_article(article)
    for kind, count in article["removed_counts"].items():
        removed(kind).inc(count)


def sent_away(error: Saturated | NotStarting) -> Problem:
    """The answer to a request for which there is no place, counted by its cause."""
    cause = error.cause if isinstance(error, Saturated) else "start"
    SATURATED.labels(cause).inc()
    seconds = math.ceil(error.seconds) if isinstance(error, NotStarting) else 0
    return Problem("saturated", _NO_PLACE[cause], headers={"Retry-After": str(max(1, seconds))})
