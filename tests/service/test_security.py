"""The claims of SECURITY.md that no other test holds, and that the page names tests which exist."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import pickle
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from service.child import _unpacked
from tests.service.support import HTML, PAGE, ROOT, Server

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def post(server: Server, body: bytes, kind: str, query: str = "", **headers: str) -> tuple[int, Any, Any]:
    connection = server.connect()
    connection.request("POST", f"/v1/articles{query}", body, {"Content-Type": kind, **headers})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read()), answer.headers


def test_the_page_on_security_names_tests_that_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(named) > 15
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"


_REFERENCES = """<?xml version="1.0"?><?xml-stylesheet href="AT/x.xsl" type="text/xsl"?>
<!DOCTYPE html SYSTEM "AT/x.dtd" [<!ENTITY % all SYSTEM "AT/all.dtd"> %all; <!ENTITY one SYSTEM "AT/entity">]>
<html manifest="AT/m" xmlns:xi="http://www.w3.org/2001/XInclude"><head><base href="AT/base/">
<link rel="stylesheet" href="AT/c.css"><link rel="canonical" href="AT/canonical"><link rel="next" href="AT/2">
<meta http-equiv="refresh" content="0; url=AT/refresh"><meta property="og:image" content="AT/og.png">
<script src="AT/s.js"></script><style>@import url(AT/i.css);</style></head><body background="AT/b.png">
<iframe src="AT/f"></iframe><img src="AT/i.png" srcset="AT/2.png 2x"><object data="AT/o"></object>
<xi:include href="AT/include"/><video src="AT/v" poster="AT/p"></video>&one;"""


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_what_a_page_refers_to_is_never_fetched(server: Server, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        at = f"http://127.0.0.1:{listener.getsockname()[1]}"
        page = _REFERENCES.replace("AT", at) + HTML.partition("<body>")[2]
        body = page if kind != "text/plain" else f"{at}/plain\n{PAGE}\nNguồn: {at}/source"
        status, article, _ = post(server, body.encode(), kind, f"?url={quote(at)}/hint&include=markdown,html,blocks")
        assert status == 200, article
        assert "bốn mươi gia đình" in article["text"]
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()


_IN_A_NAMESPACE = """
import ctypes, json, os, socket, sys
from service.app import create_app
from service.extension import of
from service.settings import Settings

if __name__ == "__main__":
    CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) and libc.unshare(CLONE_NEWUSER | CLONE_NEWNET):
        sys.exit(77)
    routes = open("/proc/self/net/route").read().splitlines()[1:]
    assert not routes, routes
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except OSError as error:
        assert not isinstance(error, ConnectionRefusedError), "even the loopback is out of reach here"
    app = create_app(Settings(processes=1))
    client = app.test_client()
    for kind in ("html", "text"):
        answer = client.post("/v1/articles", json={kind: json.loads(sys.stdin.readline()), "url": "https://a.example/1"})
        print(json.dumps(answer.json["text"] if answer.status_code == 200 else answer.json))
    of(app).pool.stop()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_a_page_is_cleaned_where_there_is_no_network(server: Server, tmp_path: Path) -> None:
    program = tmp_path / "alone.py"
    program.write_text(_IN_A_NAMESPACE)
    run = subprocess.run(
        [sys.executable, str(program)],
        input=f"{json.dumps(HTML)}\n{json.dumps(PAGE)}\n",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 77:
        pytest.skip("this user may not make namespaces here")
    assert run.returncode == 0, run.stderr
    alone = [json.loads(line) for line in run.stdout.splitlines()]
    here = [post(server, body.encode(), kind)[1]["text"] for body, kind in ((HTML, "text/html"), (PAGE, "text/plain"))]
    assert alone == here


@pytest.mark.parametrize("kind", PAGE_TYPES)
def test_a_page_reads_no_file(server: Server, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a word that is nobody's business")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    prologue = (
        '<?xml version="1.0"?><!DOCTYPE html ['
        f'<!ENTITY file SYSTEM "file://{secret}"><!ENTITY bare SYSTEM "{secret}">'
        f'<!ENTITY % dtd SYSTEM "file://{secret}"> %dtd; {laughs}]>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xi="http://www.w3.org/2001/XInclude"><body>'
        f'<p>&file; &bare; &l11;</p><xi:include href="file://{secret}" parse="text"/>'
        f'<iframe src="file://{secret}"></iframe><link rel="stylesheet" href="file://{secret}"/>'
    )
    page = prologue + HTML.partition("<body>")[2]
    status, article, _ = post(server, page.encode(), kind, "?include=segments,blocks,markdown,html")
    assert status == 200, article
    told = json.dumps(article, ensure_ascii=False)
    assert "nobody's business" not in told
    assert len(told) < 100_000


def test_no_header_is_slipped_into_an_answer(server: Server) -> None:
    evil = "https://a.example/\r\nSet-Cookie: taken=1\r\n\r\n<script>"
    for query in (f"?url={quote(evil, safe='')}", f"?{quote(evil, safe='')}=1", f"?language={quote(evil, safe='')}"):
        status, _, headers = post(server, PAGE.encode(), "text/plain", query)
        assert status in (200, 422)
        assert "Set-Cookie" not in headers
    status, _, headers = post(server, json.dumps({"text": PAGE, "url": evil}).encode(), "application/json")
    assert "Set-Cookie" not in headers
    for header in (
        "X-Request-ID: a\rSet-Cookie: taken=1",
        "X-Request-ID: a\x00Set-Cookie: b",
        "X-Request-ID: a\n Set-Cookie: b",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
            client.sendall(
                f"GET /livez%0d%0aSet-Cookie:%20taken=1 HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n".encode("latin-1")
            )
            answer = http.client.HTTPResponse(client)
            answer.begin()
            answer.read()
            assert answer.status in (400, 404)
            assert "Set-Cookie" not in answer.headers
            assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_no_line_is_slipped_into_the_log(server: Server) -> None:
    forged = '\n{"event": "forged", "level": "error"}\n'
    connection = server.connect()
    connection.request(
        "GET", f"/v1/{quote(forged)}?{quote(forged)}", headers={"User-Agent": "a", "traceparent": "00-x"}
    )
    connection.getresponse().read()
    connection.request("POST", "/v1/articles", b"x", {"Content-Type": 'text/x; a="{}"', "X-Request-ID": '{"event":1}'})
    connection.getresponse().read()
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        client.sendall(b'GET /\x1b[31m\x85{"event":"forged"} HTTP/1.1\r\nBad Header\n{"event": "forged"}: x\r\n\r\n')
        with contextlib.suppress(OSError):
            client.recv(65536)
    lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").split("\n") if line]
    assert lines
    assert all(line["event"] != "forged" for line in lines)
    assert all("\x1b" not in line for line in server.log.read_text(encoding="utf-8").split("\n"))


class Harm:
    """Runs code when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("an answer was unpickled",))


def test_an_answer_of_a_cleaning_process_is_data_and_nothing_else() -> None:
    for answer in (pickle.dumps(Harm()), b"", b"[]", b'{"error": "SystemExit"}', b"\xff\xfe"):
        with pytest.raises(ValueError, match="an answer"):
            _unpacked(answer)
