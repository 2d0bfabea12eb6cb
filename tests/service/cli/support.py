"""Pages for the command line, made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAGE = """\
Home
News
Contact
Ferry stops at the new pier from Monday
By Alma Reed
15 March 2026
The ferry will stop at the new pier from Monday, the harbour office said, once the last planks of the deck are laid.
More than two hundred people crossed the river on the first day of trials, a third more than in the week before.
Whoever holds a monthly ticket may bring a bicycle along without paying for it, the council decided on Friday.
Share on Facebook
Who's online
"""
MENU = "Home\nNews\nContact\n"


def text(number: int) -> str:
    """A page that is like no other."""
    return PAGE.replace("two hundred", f"{number + 2} hundred")


def lines(count: int) -> list[str]:
    """Lines of a batch: mostly articles, some menus, some that cannot be read."""
    made = []
    for number in range(count):
        page: dict[str, Any] = {"id": f"page-{number}", "text": text(number)}
        if number % 50 == 20:
            made.append('{"id": "broken", ')
        elif number % 50 == 30:
            made.append(json.dumps({"id": f"page-{number}", "text": MENU}))
        else:
            made.append(json.dumps(page))
    return made


def write(path: Path, rows: list[str]) -> Path:
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
