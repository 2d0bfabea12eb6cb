"""`POST /v1/articles/batch`: a page a line in, an article or a problem a line out, streamed both ways."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Final
from urllib.parse import quote

from flask import Blueprint, Request, Response, g, request
from prometheus_client import Counter, Histogram
from werkzeug.http import parse_options_header

from schemas.batch import BatchOptions, load_batch_query
from schemas.errors import PayloadError
from service.admission import Saturated
from service.auth import check_key
from service.batch import Batch
from service.batch_lines import LineCleaner
from service.body import discard, stream_body
from service.calling_off import CalledOff, CallingOff
from service.cleaning import sent_away
from service.connection import Connection
from service.deflation import accepted_coding, compressor
from service.extension import current
from service.identity import request_id
from service.incoming import is_utf_8
from service.logs import logger
from service.ndjson import MEDIA_TYPE, split_lines
from service.negotiation import choose
from service.problems import Problem

routes: Final = Blueprint("batch", __name__, url_prefix="/v1")

#: a client that pauses longer does not send any more what would not be read (seconds)
_LAST_PAUSE: Final = 2.0

_BYTES: Final = Counter("unchrome_batch_bytes", "Bytes of batches as sent, in and out.", ("direction",))
_SECONDS: Final = Histogram(
    "unchrome_batch_seconds", "Seconds a batch took.", buckets=(0.1, 1, 5, 15, 60, 300, 900, 3600, 14400)
)


@routes.before_request
def require_key() -> None:
    """Batches need a key, where keys are configured."""
    g.key = check_key(request, current().keys)


@routes.post("/articles/batch")
def clean_batch() -> Response:
    """Clean a batch of pages."""
    service = current()
    choose(request, (MEDIA_TYPE,))
    _check_type(request)
    options = _options(request)
    coding = accepted_coding(request)
    started = time.monotonic()
    bytes_in = 0
    calling_off = CallingOff()

    def count(size: int) -> None:
        nonlocal bytes_in
        if calling_off.called:
            raise CalledOff
        bytes_in += size
        _BYTES.labels("in").inc(size)

    connection, stream = Connection(request), request.stream
    pieces = stream_body(request, service.settings, count)
    with ExitStack() as stack:
        try:
            stack.enter_context(service.quota.hold(g.key))
        except Saturated as error:
            raise sent_away(error) from error
        stack.enter_context(service.batches.place())
        batch = Batch(
            split_lines(pieces, service.settings.max_line_bytes),
            LineCleaner(service, options, quote(request.path), request_id(), calling_off),
            connection,
            service.settings,
            calling_off,
            site_repetition=options.site_repetition,
            is_stopping=lambda: service.batches.stopping,
        )
        stack.callback(batch.close)
        try:
            batch.begin()
        except Problem:
            _let_finish(batch, connection, stream)
            raise
        ended = stack.pop_all()

    def report() -> None:
        seconds = time.monotonic() - started
        _SECONDS.observe(seconds)
        _BYTES.labels("out").inc(batch.bytes_out)
        logger().info(
            "batch",
            lines=batch.count,
            whole=batch.is_whole,
            bytes_in=bytes_in,
            bytes_out=batch.bytes_out,
            ms=round(seconds * 1000, 1),
        )

    ended.callback(report)

    def answers() -> Iterator[bytes]:
        with ended:
            yield from batch.answers(compressor(coding))
            _let_finish(batch, connection, stream)

    response = Response(answers(), content_type=MEDIA_TYPE)
    response.call_on_close(ended.close)  # for answers that nobody began to read
    response.headers["X-Accel-Buffering"] = "no"  # a proxy should hand on each line as it comes
    response.vary.update(("Accept", "Accept-Encoding"))
    if coding is not None:
        response.headers["Content-Encoding"] = coding
    return response


def _let_finish(batch: Batch, connection: Connection, stream: IO[bytes]) -> None:
    """Let a client finish that is still sending what is not read any more: most read the answer only then."""
    if batch.leaves_rest and not getattr(stream, "failed", False):
        connection.limit_pauses(_LAST_PAUSE)
        discard(stream)


def _check_type(sent: Request) -> None:
    media_type, parameters = parse_options_header(sent.headers.get("Content-Type", ""))
    if media_type.lower() != MEDIA_TYPE:
        said = f"{media_type} is not taken" if media_type else "Content-Type is missing"
        raise Problem(
            "unsupported-media-type", f"{said}; a batch is sent as {MEDIA_TYPE}.", headers={"Accept": MEDIA_TYPE}
        )
    if not is_utf_8(parameters.get("charset")):
        raise Problem("unsupported-media-type", "A batch is sent as UTF-8; leave the charset out.")


def _options(sent: Request) -> BatchOptions:
    try:
        return load_batch_query(sent.args.items(multi=True))
    except PayloadError as error:
        raise Problem.invalid(*error.faults, more=error.more) from error
