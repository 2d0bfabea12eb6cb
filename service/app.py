"""The app factory."""

from __future__ import annotations

from flask import Flask

import cleaners
from service import identity, logs, metrics, problems, security
from service.extension import Service, attach
from service.pool import CleaningPool
from service.routes import articles, contract, operations, pages
from service.settings import Settings, from_environment, keys
from service.worker import Cleaner


def create_app(settings: Settings | None = None, cleaner: Cleaner = cleaners.clean) -> Flask:
    """The service as a WSGI app, with ``settings`` or those of the environment.

    ``cleaner`` is what runs in the cleaning processes: a function that can be pickled by name. Tests put in one
    that hangs or crashes; no request can. Raises `BadSettings`.
    """
    settings = settings or from_environment()
    logs.configure()
    app = Flask("service")
    attach(app, Service(settings, keys(settings), CleaningPool(cleaner, settings)))
    # what runs after a request runs in reverse order: headers first, the log line last
    logs.install(app)
    metrics.install(app)
    identity.install(app)
    security.install(app)
    problems.install(app)
    for part in (articles, contract, operations, pages):
        app.register_blueprint(part.routes)
    return app
