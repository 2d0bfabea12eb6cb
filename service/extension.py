"""What one app owns, reachable from its requests: no module holds state of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app

from service.admission import Quota
from service.batches import Batches
from service.pool import CleaningPool
from service.settings import Settings

_NAME: Final = "unchrome"


@dataclass(slots=True, frozen=True)
class Service:
    """Settings, API keys with what each may have under way, the cleaning processes, the batches."""

    settings: Settings
    keys: tuple[bytes, ...]
    quota: Quota
    pool: CleaningPool
    batches: Batches


def attach(app: Flask, service: Service) -> None:
    """Give ``app`` its ``service``."""
    app.extensions[_NAME] = service


def of(app: Flask) -> Service:
    """The service of ``app``."""
    service: Service = app.extensions[_NAME]
    return service


def current() -> Service:
    """The service of the app that handles the request under way."""
    return of(current_app)
