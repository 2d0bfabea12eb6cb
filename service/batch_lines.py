"""The lines of a batch, each by itself: from a line to its page, its article or problem, and the line of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from prometheus_client import Counter

from cleaners import Options
from cleaners.repetition import KeptLines
from schemas.batch import BatchOptions, id_of, load_batch_line
from schemas.errors import PayloadError
from schemas.request import ArticleRequest
from service.calling_off import CalledOff, CallingOff
from service.cleaning import check_article, deadline_of, problems_of
from service.extension import Service
from service.incoming import parse_json
from service.logs import frames, logger
from service.ndjson import as_line
from service.problems import Problem

_LINES: Final = Counter("unchrome_batch_lines", "Lines of batches answered.", ("status", "problem"))


@dataclass(slots=True)
class CleanedLine:
    """A line with its article or its problem.

    ``request`` is there if the line could be read; ``article`` is JSON. If lines of a site are compared, ``host`` is
    that of the page without ``www.``, where the line or the page tells, and ``kept`` what its text is made of.
    """

    index: int
    id: str | None = None
    request: ArticleRequest | None = None
    article: bytes = b""
    problem: Problem | None = None
    host: str | None = None
    kept: KeptLines = field(default_factory=dict)


class LineCleaner:
    """Cleans the lines of one batch. Safe to share between threads; nothing of a request's context is needed."""

    def __init__(
        self, service: Service, options: BatchOptions, instance: str, request_id: str, calling_off: CallingOff
    ) -> None:
        self._service = service
        self._options = options
        self._instance = instance
        self._request_id = request_id
        self._calling_off = calling_off

    def clean(self, index: int, line: bytes | None) -> CleanedLine:
        """The article or the problem of ``line``; of one that is too long (``None``), the problem."""
        cleaned = CleanedLine(index)
        self._attempt(cleaned, lambda: self._read_and_clean(cleaned, line))
        return cleaned

    def clean_again(self, cleaned: CleanedLine, repeated: frozenset[int]) -> CleanedLine:
        """The same page once more, without the lines known to be ``repeated`` over its site."""
        request = cleaned.request
        if request is None:
            return cleaned
        again = CleanedLine(cleaned.index, cleaned.id, request)
        self._attempt(again, lambda: self._clean(again, request, repeated))
        return again

    def answer(self, cleaned: CleanedLine) -> bytes:
        """The line of the answer."""
        head = {"index": cleaned.index, "id": cleaned.id}
        if cleaned.problem is None:
            _answered(200, "").inc()
            return as_line({**head, "status": 200}, article=cleaned.article)
        problem = cleaned.problem.members(self._instance, self._request_id)
        _answered(problem["status"], cleaned.problem.slug).inc()
        return as_line({**head, "status": problem["status"], "problem": problem})

    def _attempt(self, cleaned: CleanedLine, step: Callable[[], None]) -> None:
        """Whatever goes wrong is the line's problem and no other's."""
        try:
            step()
        except Problem as problem:
            cleaned.problem = problem
        except CalledOff:
            raise
        except Exception as error:
            logger().error("internal error", error=type(error).__qualname__, frames=frames(error))
            cleaned.problem = Problem(
                "internal-error", "Whoever runs the service finds the reason under the request_id."
            )

    def _read_and_clean(self, cleaned: CleanedLine, line: bytes | None) -> None:
        if line is None:
            most = self._service.settings.max_line_bytes
            raise Problem("page-too-large", f"The line is longer than {most:,} bytes.")
        data = parse_json(line, called="line")
        cleaned.id = id_of(data)
        try:
            cleaned.request = load_batch_line(data, self._options.hints)
        except PayloadError as error:
            raise Problem.invalid(*error.faults, more=error.more) from error
        self._clean(cleaned, cleaned.request, frozenset())

    def _clean(self, cleaned: CleanedLine, request: ArticleRequest, repeated: frozenset[int]) -> None:
        page, hints = request.page(), request.hints
        deadline = deadline_of(hints, self._service.settings)
        options = Options(hints.include, self._service.settings.rules, repeated)
        compared = self._options.site_repetition
        with problems_of(page, deadline):
            found = self._service.pool.clean_for_batch(
                page, options, deadline / 1000, self._calling_off, with_lines=compared
            )
            check_article(found.article)
        cleaned.article = found.json
        if compared:
            cleaned.host, cleaned.kept = _host(found.article), found.lines


def _host(article: Mapping[str, Any]) -> str | None:
    host: str | None = article["hostname"]
    return host.lower().removeprefix("www.") if host else None


@cache
def _answered(status: int, problem: str) -> Counter:
    return _LINES.labels(status, problem)
