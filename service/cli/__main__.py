"""``python -m service.cli`` is the command ``unchrome``."""

from __future__ import annotations

from service.cli.main import unchrome

unchrome(prog_name="unchrome")
