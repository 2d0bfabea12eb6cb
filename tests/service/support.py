"""What the tests of the service share: pages, ways to send them, and a live server."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ROOT = Path(__file__).parents[2]
PROSE = (
    "Sáng nay người dân trong xóm cùng nhau dọn con đường dẫn ra bến sông, nơi phiên chợ đầu năm họp vào cuối tuần; "
    "theo trưởng thôn, bốn mươi gia đình góp công và mọi việc sẽ xong trước thứ Bảy, kịp cho những người bán đầu tiên."
)
PAGE = "\n".join(f"{day} {PROSE}" for day in ("Thứ hai.", "Thứ ba.", "Thứ tư.", "Thứ năm.", "Thứ sáu."))
HTML = "<html><body><article><h1>Xóm nhỏ dọn đường</h1>{}</article></body></html>".format(
    "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
)

MakeApp = Callable[..., Flask]


def post(
    client: FlaskClient, body: bytes | str, kind: str | None = "application/json", query: str = ""
) -> TestResponse:
    return client.post(f"/v1/articles{query}", data=body, content_type=kind)


def post_json(client: FlaskClient, **payload: Any) -> TestResponse:
    return post(client, json.dumps(payload))


def pointers(answer: TestResponse) -> list[str]:
    assert answer.status_code == 422, answer.text
    assert answer.json is not None
    assert answer.json["type"] == "/problems/invalid-request"
    return [error["pointer"] for error in answer.json["errors"]]


def is_problem(answer: TestResponse, status: int, slug: str) -> str:
    """Assert that ``answer`` is this problem; return its detail."""
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    assert answer.json is not None
    assert answer.json["type"] == f"/problems/{slug}"
    assert answer.json["status"] == status
    detail: str = answer.json["detail"]
    assert detail.endswith(".")
    return detail


@dataclass
class Server:
    """A live gunicorn on the loopback."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def workers(self) -> list[int]:
        """The process ids of the HTTP workers."""
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def get(self, path: str) -> tuple[int, bytes]:
        connection = self.connect()
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


@contextmanager
def serving(folder: Path, target: str, **settings: str) -> Iterator[Server]:
    """Run ``target`` under gunicorn with the project's own configuration, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    figures = folder / "figures"
    figures.mkdir()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "service" / "gunicorn.conf.py"), target],
            env={
                **os.environ,
                "PORT": str(port),
                "PYTHONPATH": str(ROOT),
                "PROMETHEUS_MULTIPROC_DIR": str(figures),
                **settings,
            },
            cwd=ROOT,
            stdout=sink,
            stderr=sink,
        )
    server = Server(port, process, log)
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text()
            with suppress(OSError):
                if server.get("/readyz")[0] == 200:
                    break
            time.sleep(0.1)
        else:
            raise AssertionError(log.read_text()[-2000:])
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
