"""What the service adds to cleaning: HTTP, schemas and the hop to a cleaning process, measured over loopback."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cleaners import CleaningError, Page, clean

_ROOT: Final = Path(__file__).parents[1]
_READY_SECONDS: Final = 60.0
_HOST: Final = "127.0.0.1"


class ServiceError(Exception):
    """The service did not start, or did not answer as it should."""


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


@dataclass(frozen=True, slots=True)
class Running:
    """A service that answers on ``port`` of the loopback; ``process`` is gunicorn's."""

    port: int
    process: subprocess.Popen[bytes]


@contextmanager
def service(target: str = "service.wsgi:app", log: Path | None = None, **settings: object) -> Iterator[Running]:
    """Run the service, with one worker unless ``settings`` say otherwise, on a free port of loopback, without keys.

    ``settings`` are named as in `service.settings`; ``target`` is what gunicorn serves; its lines go to ``log``.
    """
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNCHROME_")}
    environment |= {"PORT": str(port), "UNCHROME_LOG_LEVEL": "ERROR"}
    environment |= {f"UNCHROME_{name.upper()}": str(value) for name, value in settings.items()}
    with (log or Path(os.devnull)).open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "service/gunicorn.conf.py", target],
            cwd=_ROOT,
            env=environment,
            stdout=sink,
            stderr=sink,
        )
    try:
        _wait_until_ready(process, port)
        yield Running(port, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def overhead(port: int, pages: Sequence[Page], rounds: int) -> Overhead:
    """Clean each page by request and in this process, in turn, one at a time over one connection.

    ``added_ms`` is the median of the differences page by page, which a few slow pages cannot bend.
    """
    connection = http.client.HTTPConnection(_HOST, port, timeout=120)
    requests, in_process, added = [], [], []
    for turn in range(rounds + 1):
        for page in pages:
            there, here = _request_seconds(connection, page), _clean_seconds(page)
            if turn:  # the first turn warms both sides up
                requests.append(there)
                in_process.append(here)
                added.append(there - here)
    connection.close()
    medians = [1000 * statistics.median(values) for values in (requests, in_process, added)]
    return Overhead(len(pages), *medians)


def _request_seconds(connection: http.client.HTTPConnection, page: Page) -> float:
    body = payload(page)
    started = time.perf_counter()
    connection.request("POST", "/v1/articles", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    seconds = time.perf_counter() - started
    if response.status not in (http.client.OK, http.client.UNPROCESSABLE_ENTITY):
        raise ServiceError(f"the service answered {response.status}")
    return seconds


def payload(page: Page, **more: Any) -> bytes:
    """``page`` as the JSON that a caller sends; ``more`` are further keys."""
    record: dict[str, Any] = {page.kind: page.content, "url": page.url, "language": page.language, **more}
    return json.dumps({name: value for name, value in record.items() if value is not None}).encode()


def _clean_seconds(page: Page) -> float:
    started = time.perf_counter()
    with suppress(CleaningError):
        clean(page)
    return time.perf_counter() - started


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    give_up = time.monotonic() + _READY_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise ServiceError(f"the service ended at its start with status {process.returncode}")
        connection = http.client.HTTPConnection(_HOST, port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise ServiceError(f"the service was not ready within {_READY_SECONDS:.0f} s")
