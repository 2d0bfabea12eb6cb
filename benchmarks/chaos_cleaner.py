"""The cleaner of `benchmarks.chaos`: pages that begin with a cue do their worst, others are cleaned."""

from __future__ import annotations

import ctypes
import os
import time
from typing import Final

from flask import Flask

import cleaners
from cleaners import Article, Options, Page
from service.app import create_app

HANG, SPIN, KILL, EXIT, ALLOCATE = "chaos: hang", "chaos: spin", "chaos: kill", "chaos: exit", "chaos: allocate"
_THREE_GB: Final = 3 << 30
_STEP: Final = 64 << 20


def clean(page: Page, options: Options) -> Article:
    """Do what the page says, or clean it."""
    if page.content.startswith("chaos: "):
        _misbehave(page.content)
    return cleaners.clean(page, options)


def clean_fast(page: Page, options: Options) -> Article:
    """The same for the cheaper way: what hangs here hangs there."""
    if page.content.startswith("chaos: "):
        _misbehave(page.content)
    return cleaners.clean_fast(page, options)


def _misbehave(content: str) -> None:
    cue = next(each for each in (HANG, SPIN, KILL, EXIT, ALLOCATE) if content.startswith(each))
    if cue == HANG:
        time.sleep(600)
    elif cue == SPIN:
        sum(range(10**13))  # one call into C, which no handler of signals can interrupt
    elif cue == KILL:
        ctypes.string_at(1)  # a segmentation fault
    elif cue == EXIT:
        os._exit(7)
    else:
        hoard: list[bytes] = []
        while len(hoard) * _STEP < _THREE_GB:
            hoard.append(b"\1" * _STEP)


def app() -> Flask:
    """The service with this cleaner, for gunicorn."""
    return create_app(cleaner=clean, fallback=clean_fast)
