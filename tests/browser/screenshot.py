"""Take the picture of the playground that the README shows:

python -m tests.browser.screenshot
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, chromium
from tests.service.support import ROOT, serving


def _main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), "service.wsgi:app", UNCHROME_PROCESSES="1") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 760}, color_scheme="light")
        page.goto(server.url)
        page.click("text=English news")
        page.wait_for_selector(".headline")
        page.wait_for_load_state("networkidle")
        page.click(".piece >> nth=0")
        page.screenshot(path=ROOT / "docs" / "playground.png")
        browser.close()


if __name__ == "__main__":
    _main()
