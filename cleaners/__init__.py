"""Unchrome's library: a web page in, a cleaned article out. Pure: no network, no clock, no framework."""

from __future__ import annotations

from cleaners.article import Article
from cleaners.errors import CleaningError, NoArticle, NotAPage, UnreadablePage
from cleaners.page import Options, Page
from cleaners.pipeline import clean, clean_fast

__all__ = [
    "Article", "CleaningError", "NoArticle", "NotAPage", "Options", "Page", "UnreadablePage", "clean", "clean_fast",
]  # fmt: skip
