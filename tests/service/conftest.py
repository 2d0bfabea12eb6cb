from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.extension import of
from service.settings import Settings
from tests.service import acting
from tests.service.support import MakeApp, Server, serving


@pytest.fixture(scope="session")
def make_app() -> Iterator[MakeApp]:
    """Apps with settings of their own; their processes end with the tests."""
    made: list[Flask] = []

    def make(cleaner: Any = acting.clean, **settings: Any) -> Flask:
        app = create_app(Settings(**{"processes": 1, **settings}), cleaner)
        app.testing = False
        made.append(app)
        return app

    yield make
    for app in made:
        of(app).pool.stop()


@pytest.fixture(scope="session")
def app(make_app: MakeApp) -> Flask:
    """An app with default limits and the acting cleaner."""
    return make_app(processes=2)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service as it is run, with the real cleaner and a body limit that a test can reach."""
    settings = {"UNCHROME_PROCESSES": "2", "UNCHROME_DEADLINE_MS": "60000"}
    with serving(tmp_path_factory.mktemp("server"), "service.wsgi:app", **settings) as live:
        yield live


@pytest.fixture(scope="session")
def acting_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service with the acting cleaner, little room and short limits."""
    settings = {
        "UNCHROME_PROCESSES": "2",
        "UNCHROME_QUEUE": "2",
        "UNCHROME_SLOT_WAIT": "30",
        "UNCHROME_MAX_BODY_BYTES": "100000",
        "UNCHROME_BODY_TIMEOUT": "1",
        "UNCHROME_MEMORY_MB": "1024",
    }
    with serving(tmp_path_factory.mktemp("acting"), "tests.service.acting:app()", **settings) as live:
        yield live
