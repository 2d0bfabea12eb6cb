"""The system's Chromium, driven by Playwright, and servers for it. Nothing is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.service.support import Server, serving

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome")
KEY = "open-sesame"


def chromium() -> str | None:
    """Where the system keeps its Chromium, if it has one."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. Without one the tests are skipped, or fail where UNCHROME_NEED_BROWSER is set."""
    path = chromium()
    if path is None:
        why = "there is no Chromium on this machine (on Debian: apt-get install chromium)"
        if os.environ.get("NEED_BROWSER"):  # from UNCHROME_NEED_BROWSER, by tests/conftest.py
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service with the real cleaner."""
    settings = {"UNCHROME_PROCESSES": "1", "UNCHROME_DEADLINE_MS": "60000"}
    with serving(tmp_path_factory.mktemp("server"), "service.wsgi:app", **settings) as live:
        yield live


@pytest.fixture(scope="session")
def guarded(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service with a key, one place and nobody waiting, and a cleaner that acts on cue."""
    settings = {"UNCHROME_PROCESSES": "1", "UNCHROME_QUEUE": "0", "UNCHROME_SLOT_WAIT": "0", "UNCHROME_API_KEYS": KEY}
    with serving(tmp_path_factory.mktemp("guarded"), "tests.service.acting:app()", **settings) as live:
        yield live


@dataclass
class Watched:
    """A page with a record of what it asked for and what went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def clean(self, text: str) -> None:
        """Put in a page and send it."""
        self.page.fill("#text", text)
        self.page.click("#clean")

    def article(self) -> str:
        """The headline, once there is one."""
        self.page.wait_for_selector("#panel-article .headline, #panel-article .problem")
        self.page.wait_for_selector("#result[aria-busy=false]")
        return self.page.inner_text("#panel-article .headline")

    def problem(self) -> str:
        """The words of the problem, once there is one."""
        self.page.wait_for_selector("#panel-article .problem")
        return self.page.inner_text("#panel-article .problem")

    def barriers(self) -> list[str]:
        """What axe finds: rule, and the markup it is about."""
        found = Axe().run(self.page).response["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


Open = Callable[..., Watched]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a page of a server; at the end nothing may have been asked of anyone else, and no script may have failed."""
    opened: list[tuple[Watched, str]] = []

    def open_page(server: Server, path: str = "/", **options: Any) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        watched = Watched(context.new_page())
        watched.page.set_default_timeout(30_000)
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("pageerror", lambda error: watched.faults.append(str(error)))
        watched.page.on(
            "console",
            lambda message: watched.faults.append(message.text) if "Content Security Policy" in message.text else None,
        )
        opened.append((watched, server.url))
        watched.page.goto(server.url + path)
        if path == "/":
            watched.page.wait_for_selector("body.ready")
        return watched

    yield open_page
    for watched, url in opened:
        watched.page.context.close()
        assert watched.faults == []
        assert [asked for asked in watched.requests if not asked.startswith((f"{url}/", "data:"))] == []
