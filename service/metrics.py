"""Figures for Prometheus. Under gunicorn they add up over the workers (prometheus_client's multiprocess mode)."""

from __future__ import annotations

import os
import struct
import time
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Final, Literal, get_args

from flask import Flask, Response, g, request
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from cleaners.segments import KINDS
from service.admission import Cause

#: why a cleaning process was replaced
RestartCause = Literal["deadline", "called off", "crash", "memory", "killed", "start", "recycled"]

#: where the workers leave their figures; gunicorn.conf.py sets it before this module is imported
_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
#: how often the figures are read again when a file of theirs is not whole, and after what pause (seconds)
_TRIES: Final = 5
_PAUSE: Final = 0.02

_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_REQUESTS: Final = Counter("unchrome_requests", "Requests answered.", ("route", "method", "status", "problem"))
_SECONDS: Final = Histogram(
    "unchrome_request_seconds",
    "Seconds from the request's first byte to its answer.",
    ("route",),
    buckets=_BUCKETS,
)
_PHASES: Final = Histogram(
    "unchrome_phase_seconds",
    "Seconds of a page: reading it, waiting for a slot, cleaning, checking the article, writing it.",
    ("phase",),
    buckets=_BUCKETS,
)
_BYTES: Final = Histogram(
    "unchrome_body_bytes", "Bytes of request bodies as sent.", buckets=tuple(float(4**power) for power in range(5, 13))
)
REFUSED_PAGES: Final = Counter("unchrome_pages_without_article", "Pages that hold no article.", ("reason",))
_REMOVED: Final = Counter("unchrome_removed_segments", "Segments removed from articles.", ("kind",))
SATURATED: Final = Counter("unchrome_saturated", "Requests sent away for want of a place.", ("cause",))
RESTARTS: Final = Counter("unchrome_process_restarts", "Cleaning processes that were replaced.", ("cause",))
# a series that begins with its first event hides that one from `rate`, and cannot be watched before
for _cause in (*get_args(Cause), "start"):
    SATURATED.labels(_cause)
for _cause in get_args(RestartCause):
    RESTARTS.labels(_cause)
for _kind in KINDS:
    _REMOVED.labels(_kind)
SLOTS: Final = Gauge("unchrome_slots", "Pages that can be cleaned at a time.", multiprocess_mode="livesum")
CLEANING: Final = Gauge("unchrome_pages_in_cleaning", "Pages being cleaned now.", multiprocess_mode="livesum")
WAITING: Final = Gauge("unchrome_requests_waiting", "Requests waiting for a slot.", multiprocess_mode="livesum")


def phase(name: Literal["read", "wait", "clean", "check", "write"]) -> AbstractContextManager[Any]:
    """Time a part of what is done for a page."""
    return _phase(name).time()


# to look a series up takes longer than to count; what the labels can be is bounded


@cache
def _phase(name: str) -> Histogram:
    return _PHASES.labels(name)


@cache
def _requests(route: str, method: str, status: int, problem: str) -> Counter:
    return _REQUESTS.labels(route, method, status, problem)


@cache
def _seconds(route: str) -> Histogram:
    return _SECONDS.labels(route)


@cache
def removed(kind: str) -> Counter:
    """The counter of removed segments of a kind."""
    return _REMOVED.labels(kind)


def exposition() -> bytes:
    """All figures in the Prometheus text format, of all workers."""
    if _FOLDER not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    for _ in range(_TRIES):
        try:
            return generate_latest(registry)
        except (struct.error, RuntimeError):
            time.sleep(_PAUSE)  # a worker that starts has made its file and not filled it yet
    return generate_latest(registry)


def install(app: Flask) -> None:
    """Count every request."""

    @app.after_request
    def count(response: Response) -> Response:
        # the rule, not the path: paths are the caller's to choose, and each would be a series of its own
        rule = request.url_rule
        route, method = (rule.rule, request.method) if rule else ("", "")
        _requests(route, method, response.status_code, g.get("problem", "")).inc()
        _seconds(route).observe(time.monotonic() - g.get("started", time.monotonic()))
        if "bytes_in" in g:
            _BYTES.observe(g.bytes_in)
        return response
