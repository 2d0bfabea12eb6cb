"""HTML pages: one parse, visible blocks, candidate bodies and the choice between them."""

from __future__ import annotations

from cleaners.html.clean import clean_html

__all__ = ["clean_html"]
