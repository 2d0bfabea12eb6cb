"""Which representation of the article the caller wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from typing import Final

from flask import Request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from service.problems import Problem

_CHARSET: Final = re.compile(r";\s*charset\s*=\s*(?:\"?utf-?8\"?)", re.IGNORECASE)


def choose(request: Request, offers: tuple[str, ...]) -> str:
    """The one of ``offers`` the request likes best; the first if it does not say. Raises a 406 `Problem`."""
    header = request.headers.get("Accept", "").strip()
    if not header:
        return offers[0]
    # everything is UTF-8, so a caller who asks for that asks for nothing special
    accepted = parse_accept_header(_CHARSET.sub("", header), MIMEAccept)
    chosen = accepted.best_match(offers)
    if chosen is None:
        raise Problem("not-acceptable", f"This can be had as {', '.join(offers)}.")
    # equally good for the caller (as with */*): ours comes first
    return offers[0] if accepted.quality(offers[0]) >= accepted.quality(chosen) else chosen
