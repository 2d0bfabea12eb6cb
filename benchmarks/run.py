"""Run an extractor over pages in killable processes: a page that hangs or crashes costs its own score only."""

from __future__ import annotations

import logging
import multiprocessing
import resource
import signal
from collections.abc import Sequence
from concurrent.futures import TimeoutError as DeadlineError
from typing import Any, Final

from pebble import ProcessExpired, ProcessPool

from benchmarks.extractors import EXTRACTORS
from benchmarks.scores import Answer, PageScore, score_page
from benchmarks.sets import GoldPage

#: seconds a page may take before its process is killed
PAGE_DEADLINE: Final = 60.0
#: address space of a worker, bytes
_MEMORY: Final = 6 * 1024**3
#: pages after which a worker makes way for a fresh one, so that memory the allocator keeps does not add up
_PAGES_PER_WORKER: Final = 400


class Runner:
    """A pool of worker processes; use as a context manager, and for as many sets as there are."""

    def __init__(self, workers: int, deadline: float = PAGE_DEADLINE) -> None:
        self._deadline = deadline
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["benchmarks.extractors"])
        self._pool: Any = ProcessPool(
            max_workers=workers, max_tasks=_PAGES_PER_WORKER, initializer=_prepare_worker, context=context
        )

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def scores(self, extractor: str, pages: Sequence[GoldPage]) -> list[PageScore]:
        """The score of each page, in order; a worker that was killed or died counts as a failure of its page."""
        futures = [self._pool.schedule(_score, args=(extractor, page), timeout=self._deadline) for page in pages]
        scores = []
        for page, future in zip(pages, futures, strict=True):
            try:
                scores.append(future.result())
            except DeadlineError:
                scores.append(score_page(page, Answer("failed", problem="deadline exceeded")))
            except ProcessExpired as error:
                scores.append(score_page(page, Answer("failed", problem=f"process died ({error.exitcode})")))
        return scores


def answer(extractor: str, page: GoldPage) -> Answer:
    """The extractor's answer; an exception is a failure named by its type, not its words: they may quote the page."""
    try:
        return EXTRACTORS[extractor](page.page)
    except Exception as error:
        return Answer("failed", problem=type(error).__name__)


def _score(extractor: str, page: GoldPage) -> PageScore:
    return score_page(page, answer(extractor, page))


def _prepare_worker() -> None:
    logging.disable()  # peers log what they find in pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
