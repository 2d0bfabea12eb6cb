"""What the service adds to cleaning: HTTP, schemas and the hop to a cleaning process, measured over loopback."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from benchmarks.clients import Client, http_request
from cleaners import CleaningError, Page, clean


@dataclass(frozen=True, slots=True)
class Overhead:
    """Medians over all pages and rounds, in milliseconds."""

    pages: int
    request_ms: float
    in_process_ms: float
    added_ms: float

    @property
    def share(self) -> float:
        """The part of a request that is not cleaning."""
        return self.added_ms / self.request_ms


def overhead(port: int, pages: Sequence[Page], rounds: int) -> Overhead:
    """Clean each page by request and in this process, in turn, one at a time over one connection.

    ``added_ms`` is the median of the differences page by page, which a few slow pages cannot bend. Raises
    `ServiceError`.
    """
    sent = [(http_request(page), page) for page in pages]
    requests, in_process, added = [], [], []
    with Client(port) as client:
        for turn in range(rounds + 1):
            for request, page in sent:
                there, here = client.seconds(request), _clean_seconds(page)
                if turn:  # the first turn warms both sides up
                    requests.append(there)
                    in_process.append(here)
                    added.append(there - here)
    medians = [1000 * statistics.median(values) for values in (requests, in_process, added)]
    return Overhead(len(pages), *medians)


def _clean_seconds(page: Page) -> float:
    started = time.perf_counter()
    with suppress(CleaningError):
        clean(page)
    return time.perf_counter() - started
