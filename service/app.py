"""The app factory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

import cleaners
from service import identity, logs, metrics, problems, security, tracing
from service.admission import Quota
from service.batches import Batches
from service.extension import Service, attach
from service.keys import keys
from service.pool import CleaningPool
from service.routes import articles, batch, contract, operations, pages
from service.settings import Settings, from_environment
from service.worker import Cleaner


class _App(Flask):
    """Flask, in which no function is asynchronous."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """``func`` itself, without looking whether it is asynchronous: a request calls nine."""
        return func


def create_app(
    settings: Settings | None = None,
    cleaner: Cleaner = cleaners.clean,
    fallback: Cleaner | None = cleaners.clean_fast,
) -> Flask:
    """The service as a WSGI app, with ``settings`` or those of the environment.

    ``cleaner`` is what runs in the cleaning processes, ``fallback`` what tries an HTML page when time gets short:
    functions that can be pickled by name. Tests put in some that hang or crash; no request can. Raises `BadSettings`.
    """
    settings = settings or from_environment()
    logs.configure()
    app = _App("service")
    pool = CleaningPool(cleaner, settings, fallback)
    attach(app, Service(settings, keys(settings), Quota(settings.requests_per_key), pool, Batches(settings.batches)))
    # what runs after a request runs in reverse order: headers first, the log line last
    logs.install(app)
    metrics.install(app)
    tracing.install(app, settings)
    identity.install(app)
    security.install(app)
    problems.install(app)
    for part in (articles, batch, contract, operations, pages):
        app.register_blueprint(part.routes)
    return app
