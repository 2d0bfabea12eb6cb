"""The command ``unchrome``. Each subcommand is imported when it is called, so that ``--help`` answers at once."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click
from click.shell_completion import get_completion_class

from cleaners.version import VERSION

#: subcommand -> what it does, for the list of all; each is a module here with a command of its name
_COMMANDS: Final = {
    "clean": "Clean one page and print its article.",
    "batch": "Clean a file of pages, one JSON object a line.",
    "rules": "Work on rule packs.",
    "serve": "Run the HTTP service.",
    "completion": "Print the script that completes words in your shell.",
}
_EPILOG: Final = """\b
Examples:
  unchrome clean page.html
  curl -s https://example.org/news/1 | unchrome clean - --format markdown
  unchrome clean page.txt --audit
  unchrome batch pages.jsonl articles.jsonl
"""


class _Lazy(click.Group):
    """A group that knows its commands by name and loads the one that is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return super().get_command(context, name)
        if name == "completion":
            return completion
        command: click.Command = getattr(import_module(f"service.cli.{name}"), name)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(context, arguments)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message} There are {', '.join(_COMMANDS)}.", context) from error


@click.group(cls=_Lazy, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="unchrome")
def unchrome(**_: Any) -> None:
    """Take a web page, strip it of its site's chrome, and give back the article as validated data.

    Nothing is ever fetched: pages come from files or from standard input.
    """


@click.command(
    epilog="""\b
Examples:
  mkdir -p ~/.local/share/bash-completion/completions ~/.zfunc ~/.config/fish/completions
  unchrome completion bash > ~/.local/share/bash-completion/completions/unchrome
  unchrome completion zsh > ~/.zfunc/_unchrome
  unchrome completion fish > ~/.config/fish/completions/unchrome.fish
"""
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and their values in SHELL."""
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(made(unchrome, {}, "unchrome", "_UNCHROME_COMPLETE").source())
