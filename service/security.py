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
_OWN: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; "
)
#: nothing but our own scripts, styles and icon, no framing, no form; no script may turn text into markup
_PAGES: Final = _OWN + "img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
#: Swagger UI draws with data: images and turns its descriptions into markup itself, after cleaning them
REFERENCE_POLICY: Final = _OWN + "img-src 'self' data:"
_DATA: Final = "default-src 'none'; frame-ancestors 'none'"


def install(app: Flask) -> None:
    """Put the headers on every response that does not set its own."""

    @app.after_request
    def harden(response: Response) -> Response:
        # each look-up in the headers goes over all of them, so they are gone over once
        own = {name.lower() for name, _ in response.headers}
        wanted = _ALWAYS | {"Content-Security-Policy": _PAGES if response.mimetype == "text/html" else _DATA}
        for name, value in wanted.items():
            if name.lower() not in own:
                response.headers.add(name, value)
        return response
