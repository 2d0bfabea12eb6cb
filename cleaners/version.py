"""The version of Unchrome; packaging reads it from here."""

from typing import Final

VERSION: Final = "0.1.0"
