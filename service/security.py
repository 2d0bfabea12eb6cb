"""Headers that keep browsers from doing more with an answer than showing it."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: nothing but our own style sheets and scripts, no framing, no form that leaves
_PAGES: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_DATA: Final = "default-src 'none'; frame-ancestors 'none'"


def install(app: Flask) -> None:
    """Put the headers on every response that does not set its own."""

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", _PAGES if response.mimetype == "text/html" else _DATA)
        return response
