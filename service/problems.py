"""Ending a request with a problem (RFC 9457), and turning every error, ours and the framework's, into one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from schemas.errors import MAX_FAULTS, Fault
from schemas.problem import make_problem
from service.identity import request_id
from service.logs import frames, logger

MEDIA_TYPE: Final = "application/problem+json"

#: what the framework's own errors are called; any other fault of a request is a malformed one
_BY_STATUS: Final = {
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "page-too-large",
    415: "unsupported-media-type",
}
_MAX_NAMED: Final = 3


class Problem(Exception):
    """Ends a request with the problem ``slug``; ``detail`` and ``faults`` are shown to the caller."""

    def __init__(
        self,
        slug: str,
        detail: str,
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
        removed_counts: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(slug, detail)
        self.slug = slug
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        self.removed_counts = removed_counts

    @classmethod
    def invalid(cls, *faults: Fault, more: int = 0) -> Problem:
        """A payload that does not fit its schema; ``detail`` repeats the first faults for those who read only that.

        ``more`` is how many faults there are besides those given; `MAX_FAULTS` are listed.
        """
        listed, total = faults[:MAX_FAULTS], len(faults) + more
        named = [f"{fault.pointer or 'The request'}: {fault.detail}" for fault in faults[:_MAX_NAMED]]
        if total > _MAX_NAMED:
            shown = f"; errors lists the first {len(listed)} of {total:,}" if total > len(listed) else ""
            named.append(f"And {total - _MAX_NAMED:,} more{shown}.")
        return cls("invalid-request", " ".join(named), faults=listed)

    def as_dict(self) -> dict[str, Any]:
        """The members of the problem, for the request under way."""
        return self.members(quote(request.path), request_id())

    def members(self, instance: str, named: str) -> dict[str, Any]:
        """The members of the problem for the request with this path (``instance``) and id (``named``)."""
        return make_problem(
            self.slug,
            detail=self.detail,
            instance=instance,
            request_id=named,
            faults=self.faults,
            removed_counts=self.removed_counts,
        )

    def response(self) -> Response:
        """The problem as the answer to the request under way."""
        g.problem = self.slug
        members = self.as_dict()
        body = json.dumps(members, ensure_ascii=False)
        return Response(body, members["status"], self.headers, content_type=MEDIA_TYPE)


def sentence(error: Exception) -> str:
    """The message of an error that is meant for callers, as a sentence."""
    text = str(error).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _framework_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error  # a redirect
    if error.code >= 500:
        return _unexpected(error)
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        detail = f"{request.method} is not taken here; use {allowed.replace(', ', ' or ')}."
        return Problem("method-not-allowed", detail, headers={"Allow": allowed}).response()
    if error.code == 404:
        return Problem("not-found", f"There is nothing at {quote(request.path)}.").response()
    return Problem(_BY_STATUS.get(error.code, "malformed-request"), error.description or str(error)).response()


def _unexpected(error: Exception) -> Response:
    # the message of an unforeseen error may quote the page, so its type and place have to do
    logger().error("internal error", error=type(error).__qualname__, frames=frames(error))
    return Problem("internal-error", "Whoever runs the service finds the reason under the request_id.").response()


def install(app: Flask) -> None:
    """Answer every error with a problem."""
    app.register_error_handler(Problem, Problem.response)
    app.register_error_handler(HTTPException, _framework_error)
    app.register_error_handler(Exception, _unexpected)
