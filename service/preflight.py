"""What is checked before the start, so that it fails there, in one line, and not with the first request."""

from __future__ import annotations

from cleaners.rules.engine import rule_book
from cleaners.rules.pack import BrokenPack
from service.keys import check_exposure, keys
from service.settings import BadSettings, Settings
from service.tracing import check_tracing


def check(settings: Settings) -> None:
    """Raise `BadSettings` for what settings ask for and cannot be: keys, exposure, tracing, rule packs."""
    keys(settings)
    check_exposure(settings)
    check_tracing(settings)
    try:
        rule_book(settings.rules)
    except BrokenPack as error:
        raise BadSettings(f"the rule packs cannot be used: {error}") from error
