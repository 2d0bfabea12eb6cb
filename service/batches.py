"""All batches of one HTTP worker: a bounded number, since each holds a request thread for as long as it goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import Gauge

from service.problems import Problem

_UNDER_WAY: Final = Gauge("unchrome_batches", "Batches under way.", multiprocess_mode="livesum")
#: a batch takes its time (seconds)
_RETRY_AFTER: Final = "30"


class Batches:
    """Places for ``most`` batches. ``stopping`` says that those under way should come to an end."""

    def __init__(self, most: int) -> None:
        self._places = threading.Semaphore(most)
        self.stopping = False

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for a batch. Raises a 503 `Problem` if there is none."""
        if self.stopping or not self._places.acquire(blocking=False):
            detail = "The service has as many batches under way as it takes; the same batch may be sent again."
            raise Problem("saturated", detail, headers={"Retry-After": _RETRY_AFTER})
        try:
            with _UNDER_WAY.track_inprogress():
                yield
        finally:
            self._places.release()
