"""For those who run the service: is it alive, is it ready, what is it, how does it fare."""

from __future__ import annotations

import math
from typing import Final

from flask import Blueprint, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from cleaners import pipeline
from service.auth import check_key
from service.extension import current
from service.logs import frames, logger
from service.metrics import exposition
from service.pool import NotStarting
from service.problems import Problem
from service.worker import CleanerFailed

routes: Final = Blueprint("operations", __name__)


@routes.get("/livez")
def livez() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@routes.get("/readyz")
def readyz() -> Response:
    """A built-in page goes through the whole of cleaning; while every process is busy, that is proof enough."""
    try:
        cleaning = current().pool.check()
    except NotStarting as error:
        seconds = math.ceil(error.seconds)
        logger().error("not ready: cleaning processes die at their start", next_try_in=seconds)
        detail = f"Cleaning processes die at their start; the next one is started in {seconds} s."
        raise Problem("saturated", detail, headers={"Retry-After": str(max(1, seconds))}) from error
    except CleanerFailed as error:
        logger().error("not ready", error=error.kind, frames=error.where)
        raise _not_ready() from error
    except Exception as error:
        logger().error("not ready", error=type(error).__qualname__, frames=frames(error))
        raise _not_ready() from error
    return jsonify(status="ok", cleaning=cleaning)


def _not_ready() -> Problem:
    return Problem("saturated", "A built-in page could not be cleaned.", headers={"Retry-After": "5"})


@routes.get("/version")
def versions() -> Response:
    """What an article names under ``cleaner``."""
    return jsonify(pipeline.versions(current().settings.rules))


@routes.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus."""
    if current().settings.metrics_need_key:
        check_key(request, current().keys)
    return Response(exposition(), content_type=CONTENT_TYPE_LATEST)
