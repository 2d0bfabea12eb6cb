"""API keys, where the operator has set any."""

from __future__ import annotations

import hmac

from flask import Request

from service.problems import Problem


def check_key(request: Request, keys: tuple[bytes, ...]) -> int | None:
    """Which of ``keys`` the request carries, ``None`` where none is configured. Raises a 401 `Problem`.

    Compared in constant time with every key, so that the answer's timing tells nothing.
    """
    if not keys:
        return None
    given = request.headers.get("X-Api-Key", "")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not given and scheme.lower() == "bearer":
        given = token.strip()
    # header values reach WSGI as Latin-1; a key that was sent as UTF-8 is put together again
    sent = given.encode("latin-1", "replace")
    matches = [hmac.compare_digest(sent, key) for key in keys]
    if not any(matches):
        raise Problem(
            "unauthenticated",
            "Send an API key as X-Api-Key, or as Authorization: Bearer." if not given else "This API key is not valid.",
            headers={"WWW-Authenticate": 'Bearer realm="unchrome"'},
        )
    return matches.index(True)
