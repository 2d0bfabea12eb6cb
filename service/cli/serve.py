"""``unchrome serve``: the HTTP service under gunicorn, as the image runs it."""

from __future__ import annotations

import os
import sys
from importlib.resources import files
from typing import Final

import click

from service.cli.hints import RULES

_EPILOG: Final = """\b
Examples:
  unchrome serve
  unchrome serve --port 9000 --workers 2
  UNCHROME_API_KEYS_FILE=keys unchrome serve --host 0.0.0.0

All other settings are environment variables; the README lists them. The
service ends on SIGTERM or Ctrl-C, requests under way first.
"""


@click.command(epilog=_EPILOG)
@click.option("--host", envvar="UNCHROME_HOST", show_envvar=True, help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", envvar="PORT", show_envvar=True, type=click.IntRange(1, 65535), help="[default: 8000]")
@click.option(
    "--workers", envvar="UNCHROME_WORKERS", show_envvar=True, type=click.IntRange(1),
    help="HTTP worker processes, each with cleaning processes of its own.  [default: 1]",
)  # fmt: skip
@RULES
def serve(host: str | None, port: int | None, workers: int | None, rules: str | None) -> None:
    """Run the HTTP service until it is told to stop."""
    options = {"UNCHROME_HOST": host, "PORT": port, "UNCHROME_WORKERS": workers, "UNCHROME_RULES": rules}
    environment = {**os.environ, **{name: str(value) for name, value in options.items() if value is not None}}
    configuration = str(files("service") / "gunicorn.conf.py")
    # the process becomes the server, so that signals reach it and nothing stands between
    arguments = [sys.executable, "-m", "gunicorn", "--config", configuration, "service.wsgi:app"]
    os.execve(sys.executable, arguments, environment)  # noqa: S606 - the interpreter that runs this
