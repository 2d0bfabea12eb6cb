"""The HTTP service: a thin door to `cleaners`, with limits, deadlines and plain words for every failure."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
