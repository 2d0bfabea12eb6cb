"""One JSON object a line on standard error. Page text never gets into a line: not the page, not an error's message."""

from __future__ import annotations

import logging
import time
import traceback
from functools import cache
from typing import Any, Final

import structlog
from flask import Flask, Response, g, request

#: operations ask for these every few seconds; at INFO they would drown everything else
_QUIET: Final = frozenset({"/livez", "/readyz", "/metrics"})

_SHARED: Final[tuple[structlog.typing.Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configuration(level: str) -> dict[str, Any]:
    """A `logging` configuration (dictConfig) that writes JSON lines; gunicorn's own lines get the same form."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": list(_SHARED),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
        },
    }


def configure() -> None:
    """Send structlog's lines through `logging`, where `configuration` gives them their form."""
    structlog.configure(
        # a line that is below the level costs no more than finding that out
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


@cache
def logger() -> structlog.stdlib.BoundLogger:
    """The service's logger."""
    log: structlog.stdlib.BoundLogger = structlog.get_logger("unchrome")
    return log


def frames(error: BaseException) -> list[str]:
    """Where ``error`` was raised, outermost first; without its message and the source, which may hold page text."""
    return [f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(error.__traceback__)]


def install(app: Flask) -> None:
    """Log one line for each request."""

    @app.before_request
    def start() -> None:
        g.started = time.monotonic()

    @app.after_request
    def line(response: Response) -> Response:
        level = logging.DEBUG if request.path in _QUIET and response.status_code < 500 else logging.INFO
        if not logger().isEnabledFor(level):
            return response
        choice = g.get("choice") or {}
        logger().log(
            level,
            "request",
            method=request.method,
            # without the query: it may hold addresses that are nobody else's business
            path=request.path,
            status=response.status_code,
            problem=g.get("problem"),
            # of an HTML page: whose choice of blocks its text is, and the kind of page and the odds that decided
            candidate=choice.get("rule"),
            reason=choice.get("raw"),
            media_type=request.mimetype or None,
            bytes_in=g.get("bytes_in"),
            bytes_out=response.content_length,
            ms=round((time.monotonic() - g.get("started", time.monotonic())) * 1000, 1),
        )
        return response
