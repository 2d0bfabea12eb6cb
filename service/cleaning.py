"""Cleaning a page for a caller: the deadline that holds, and a problem for whatever goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cleaners import NoArticle, NotAPage, Page, UnreadablePage
from schemas.errors import PayloadError
from schemas.request import Hints
from service.incoming import refused_content
from service.logs import logger
from service.metrics import REFUSED_PAGES
from service.pool import DeadlineExceeded, ParserCrashed, Saturated
from service.problems import Problem, sentence
from service.settings import Settings
from service.worker import CleanerFailed

_RETRY_AFTER: Final = "1"


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
