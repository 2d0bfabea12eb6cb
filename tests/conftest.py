"""What holds for a whole run: what it needs beside Python, how it draws by lot, and what is said at its end."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

# the service takes what begins like this for a setting of its own, and every test of it inherits the environment
for name in ("NEED_BROWSER", "NEED_NODE"):
    if value := os.environ.pop(f"UNCHROME_{name}", None):
        os.environ[name] = value

# A run of the tests draws the same lots every time, so that one that is red stays red until it is mended. Looking for
# what nobody thought of is the business of `make conform` and `make fuzz`. No example has a deadline: how long one
# takes is a matter of what else the machine does.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("searching", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS", "repeatable"))

#: folder of tests -> what is not known as long as they are skipped
_NEEDED = {
    "tests/browser/": "THE PAGES FOR PEOPLE WERE NOT TESTED",
    "tests/clients/": "THE JAVASCRIPT EXAMPLE WAS NOT TESTED",
}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A run without a browser or without Node.js looks green; it must not look whole."""
    for folder, what in _NEEDED.items():
        skipped = [report for report in terminalreporter.stats.get("skipped", []) if folder in report.nodeid]
        if skipped:
            terminalreporter.section(what, sep="!", red=True, bold=True)
            terminalreporter.line(f"{len(skipped)} tests in {folder} were skipped: {skipped[0].longrepr[2]}")
