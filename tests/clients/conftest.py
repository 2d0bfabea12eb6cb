from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.support import Server, serving

PAGE = """\
Home
News
Ferry stops at the new pier from Monday
15 March 2026
The ferry will stop at the new pier from Monday, the harbour office said, once the last planks of the deck are laid.
More than two hundred people crossed the river on the first day of trials, a third more than in the week before.
Whoever holds a monthly ticket may bring a bicycle along without paying for it, the council decided on Friday.
Share on Facebook
"""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service as it is run, with an API key."""
    settings = {"UNCHROME_PROCESSES": "1", "UNCHROME_DEADLINE_MS": "60000", "UNCHROME_API_KEYS": "key-of-the-tests"}
    with serving(tmp_path_factory.mktemp("clients"), "service.wsgi:app", **settings) as live:
        yield live


@pytest.fixture(scope="session")
def key() -> str:
    return "key-of-the-tests"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path
