"""Which request this is: `X-Request-ID` is taken over when it is safe, `traceparent` is logged (W3C Trace Context)."""

from __future__ import annotations

import re
import uuid
from typing import Final

import structlog
from flask import Flask, Response, g, request

HEADER: Final = "X-Request-ID"
#: what may stand in a log line, a header and a URL without being quoted
_SAFE: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_TRACEPARENT: Final = re.compile(r"[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def request_id() -> str:
    """The id of the request under way."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _SAFE.fullmatch(given) else uuid.uuid4().hex
    return str(g.request_id)


def install(app: Flask) -> None:
    """Give every request an id, bind it to the log, and send it back."""

    @app.before_request
    def bind() -> None:
        named = {"request_id": request_id()}
        traceparent = request.headers.get("traceparent", "")
        if _TRACEPARENT.fullmatch(traceparent):
            named["traceparent"] = traceparent
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(**named)

    @app.after_request
    def send_back(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        return response
