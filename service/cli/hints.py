"""The options that say what the caller knows about a page, the same for every command that cleans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import click

from schemas.errors import PayloadError
from schemas.request import INCLUDES, Hints, load_query

_Command = TypeVar("_Command", bound=Callable[..., Any])

_LANGUAGE: Final = click.option("--language", metavar="TAG", help="Language of the page (BCP 47), such as vi or en-GB.")
_CRAWLED_AT: Final = click.option(
    "--crawled-at",
    metavar="MOMENT",
    help="When the page was fetched (RFC 3339); lets “3 hours ago” become a date.",
)
_TIMEZONE: Final = click.option(
    "--timezone", metavar="NAME", help="Time zone of dates without one (IANA), such as Asia/Ho_Chi_Minh."
)
_INCLUDE: Final = click.option(
    "--include",
    metavar="LIST",
    help=f"Parts to add to the JSON, parted by commas: {', '.join(INCLUDES)}.",
    shell_complete=lambda _context, _parameter, begun: [name for name in INCLUDES if name.startswith(begun)],
)
RULES: Final = click.option(
    "--rules",
    envvar="UNCHROME_RULES",
    show_envvar=True,
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False),
    help="Folder of your own rule packs, besides the built-in ones.",
)


def hints(command: _Command) -> _Command:
    """Add the options that hold for any page."""
    for option in (_INCLUDE, _TIMEZONE, _CRAWLED_AT, _LANGUAGE):
        command = option(command)
    return command


def given(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The hints among the ``values`` of options, as (name, value) pairs."""
    names = ("url", "language", "crawled_at", "timezone", "include", "deadline_ms")
    return [(name, str(values[name])) for name in names if values.get(name) is not None]


def load_hints(values: Mapping[str, Any]) -> Hints:
    """The hints among the ``values`` of options. Ends the command with what is wrong with them."""
    try:
        return load_query(given(values))
    except PayloadError as error:
        raise unusable(error) from error


def unusable(error: PayloadError) -> click.UsageError:
    """The way to end a command whose options hold a value that cannot be used."""
    option = {fault.pointer: "--" + fault.pointer[1:].partition("/")[0].replace("_", "-") for fault in error.faults}
    return click.UsageError(" ".join(f"{option[fault.pointer]}: {fault.detail}" for fault in error.faults))
