"""A service to measure, on a free port of loopback, and what it is sent."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cleaners import Page

_ROOT: Final = Path(__file__).parents[1]
_READY_SECONDS: Final = 60.0
_HOST: Final = "127.0.0.1"


class ServiceError(Exception):
    """The service did not start, or did not answer as it should."""


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


def payload(page: Page, **more: Any) -> bytes:
    """``page`` as the JSON that a caller sends; ``more`` are further keys."""
    record: dict[str, Any] = {page.kind: page.content, "url": page.url, "language": page.language, **more}
    return json.dumps({name: value for name, value in record.items() if value is not None}).encode()


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
