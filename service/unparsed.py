"""The gunicorn worker: threads that run the app, and a problem for what cannot even be parsed as HTTP."""

from __future__ import annotations

import contextlib
import json
import select
import socket
import uuid
from typing import Any, Final

from flask import Flask
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

from schemas.problem import make_problem
from service.arriving import BodyAsItComes
from service.identity import HEADER
from service.logs import frames, logger

_LONGEST_DETAIL: Final = 200
#: how long a thread stays with a connection whose client may send its next request at once (milliseconds)
_LINGERS: Final = 5


class Worker(ThreadWorker):
    """gunicorn's threaded worker, with problems in place of its HTML errors, and bodies read as they come."""

    def handle(self, conn: Any) -> Any:
        """Answer a request, and those that follow at once on its connection.

        gunicorn hands a connection that is kept back to its main thread, which hands it to a thread again.
        """
        goes_on = super().handle(conn)
        while goes_on is True and self._is_asked_again(conn):
            goes_on = super().handle(conn)
        return goes_on

    def _is_asked_again(self, conn: Any) -> bool:
        # where there are fewer threads than connections, this one may be needed for another
        if not self.alive or self.nr_conns > self.cfg.threads:
            return False
        if conn.parser.unreader.buf.getvalue():  # it came with the request before it
            return True
        poll = select.poll()
        poll.register(conn.sock, select.POLLIN)
        return bool(poll.poll(_LINGERS))

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Run the app for a request."""
        req.body = BodyAsItComes(req.body.reader)
        return super().handle_request(req, conn)

    def handle_exit(self, sig: Any, frame: Any) -> None:
        """Let batches, which may go on for hours, know that they come to an end."""
        # imported here, as the arbiter loads this module and should load nothing else
        from service.extension import of

        app = getattr(self, "wsgi", None)
        if isinstance(app, Flask):  # a worker that failed to start has none
            of(app).batches.stopping = True
        super().handle_exit(sig, frame)

    def handle_error(self, _req: Any, client: socket.socket, _addr: Any, exc: BaseException) -> None:
        """Answer a request that never reached the app; gunicorn closes the connection afterwards."""
        request_id = uuid.uuid4().hex
        if isinstance(exc, ParseException):
            slug, detail = "malformed-request", f"The request is no proper HTTP: {str(exc)[:_LONGEST_DETAIL]}."
            logger().info("unparsed request", request_id=request_id, error=type(exc).__qualname__)
        else:
            slug, detail = "internal-error", "Whoever runs the service finds the reason under the request_id."
            logger().error("internal error", request_id=request_id, error=type(exc).__qualname__, frames=frames(exc))
        problem = make_problem(slug, detail=detail, instance="", request_id=request_id)
        body = json.dumps(problem).encode()
        head = (
            f"HTTP/1.1 {problem['status']} {problem['title']}\r\n"
            "Connection: close\r\n"
            "Content-Type: application/problem+json\r\n"
            f"Content-Length: {len(body)}\r\n"
            "Cache-Control: no-store\r\n"
            "X-Content-Type-Options: nosniff\r\n"
            f"{HEADER}: {request_id}\r\n\r\n"
        )
        with contextlib.suppress(OSError):  # the client may be gone
            client.sendall(head.encode("ascii", "replace") + body)
