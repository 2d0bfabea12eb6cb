"""API keys, where the operator has set any."""

from __future__ import annotations

import hmac

from flask import Request

from service.problems import Problem


def check_key(request: Request, keys: tuple[bytes, ...]) -> None:
    """Raise a 401 `Problem` unless no key is configured or the request carries one of ``keys``.

    Compared in constant time with every key, so that the answer's timing tells nothing.
    """
    if not keys:
        return
    given = request.headers.get("X-Api-Key", "")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not given and scheme.lower() == "bearer":
        given = token.strip()
    # header values reach WSGI as Latin-1; a key that was sent as UTF-8 is put together again
    sent = given.encode("latin-1", "replace")
    if sum(hmac.compare_digest(sent, key) for key in keys) == 0:
        raise Problem(
            "unauthenticated",
            "Send an API key as X-Api-Key, or as Authorization: Bearer." if not given else "This API key is not valid.",
            headers={"WWW-Authenticate": 'Bearer realm="unchrome"'},
        )
