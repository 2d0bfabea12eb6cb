"""Cleaners that act on cue, so that failures of real pages can be had at will. Only tests can put one into the app."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from flask import Flask

from cleaners import Article, NoArticle, NotAPage, Options, Page, UnreadablePage
from cleaners.article import Image, Metadata, Provenance, Source
from cleaners.segments import Segment
from service.app import create_app
from service.settings import from_environment


def clean(page: Page, options: Options) -> Article:
    """Do what the first word of the page says; any other page is an article as it stands."""
    cue = page.content.split(maxsplit=1)[0] if page.content.split() else "NOTHING"
    if cue == "HANG":
        time.sleep(600)
    elif cue == "NAP":
        time.sleep(0.1)
    elif cue == "SPIN":
        # inside one call into C: no signal handler written in Python would ever run
        sum(range(10**13))
    elif cue == "EXIT":
        os._exit(3)
    elif cue == "CRASH":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif cue == "DEVOUR":
        hoard = [bytearray(64 << 20) for _ in range(1000)]
        raise AssertionError(len(hoard))
    elif cue == "KILLED":
        # as if from outside, the first times that this page is begun
        times, marks = page.content.split()[1:3]
        if len(Path(marks).read_text() if Path(marks).exists() else "") < int(times):
            with Path(marks).open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
    elif cue == "STUMBLE":
        raise ValueError(f"cannot read {page.content}")
    elif cue == "NOTHING":
        raise NoArticle("the page is blank", "blank", {"navigation": 2})
    elif cue == "OTHER":
        raise NotAPage("a PDF document")
    elif cue == "BINARY":
        raise UnreadablePage("the page looks like binary data")
    elif cue == "MISSHAPEN":
        return Article(Metadata(published_at=f"yesterday {page.content}"), page.content)
    metadata = Metadata(
        url=page.url,
        title="Chợ mới mở",
        lead="Chợ mở lại",
        authors=["Lò Thị Mây"],
        published_at="2026-03-15T08:00:00+07:00",
        section=["Đời sống"],
        source=Source("Báo Núi", "https://baonui.example/1"),
        publisher="Báo Núi",
        language=page.language,
        view_count=1572,
        provenance={"title": Provenance("markup", None, "Chợ mới mở")},
    )
    return Article(
        metadata,
        page.content,
        images=[Image("https://baonui.example/1.jpg", None, "Chợ")],
        segments=[Segment(page.content, "body", None, None, 0, len(page.content))],
        markdown=f"# Chợ mới mở\n\n{page.content}",
        encoding=page.encoding,
        warnings=list(page.warnings),
        cleaner={"service": "0", "rules": "0", "trafilatura": "0"},
    )


def app() -> Flask:
    """The app with the acting cleaner and the environment's settings, for gunicorn."""
    return create_app(from_environment(), clean)
