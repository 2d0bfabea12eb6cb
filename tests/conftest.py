"""What holds for a whole run: whether it needs a browser, and what is said at its end."""

from __future__ import annotations

import os
from typing import Any

# the service takes what begins like this for a setting of its own, and every test of it inherits the environment
if value := os.environ.pop("UNCHROME_NEED_BROWSER", None):
    os.environ["NEED_BROWSER"] = value


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A run without a browser looks green; it must not look whole."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "tests/browser/" in report.nodeid]
    if skipped:
        terminalreporter.section("THE PAGES FOR PEOPLE WERE NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests were skipped: {skipped[0].longrepr[2]}")
