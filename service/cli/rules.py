"""``unchrome rules test``: everything that is wrong with a rule pack at once, before the cleaner refuses it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from cleaners import CleaningError, NoArticle, Page, clean
from cleaners.normalise import bare, canonical
from cleaners.rules.engine import RuleSet, rule_book
from cleaners.rules.pack import BrokenPack, Pack, Rule, examine_pack
from cleaners.segments import Segment
from service.cli.counted import counted
from service.cli.files import read_page

_EPILOG: Final = """\b
Examples:
  unchrome rules test my-rules/
  unchrome rules test my-rules/site.yaml --page page.txt

The exit status is 0 if every rule holds, and 1 otherwise.
"""


@click.group()
def rules() -> None:
    """Work on rule packs."""


@rules.command(epilog=_EPILOG)
@click.argument("pack", type=click.Path(exists=True, path_type=Path))
@click.option("--page", type=click.File("rb"), help="Show which lines of this page, text or HTML, the rules match.")
def test(pack: Path, page: Any) -> None:
    """Check PACK, a file or a folder of them: patterns, examples that have to match, traps that must not."""
    paths = sorted(pack.glob("*.yaml")) if pack.is_dir() else [pack]
    if not paths:
        raise click.UsageError(f"{pack} holds no *.yaml rule pack.")
    sound: list[Rule] = []
    faults: list[BrokenPack] = []
    taken = {rule.id: f"the built-in pack {rule.id.partition('.')[0]}" for rule in rule_book().rules}
    for path in paths:
        read, wrong = _examine(path)
        clashes = [
            BrokenPack(path, rule.id, f"the id is used in {taken[rule.id]}") for rule in read if rule.id in taken
        ]
        taken |= {rule.id: str(path) for rule in read}
        sound += read
        faults += wrong + clashes
        _tell(path, read, wrong + clashes)
    if page is not None:
        name = Path(page.name).name
        try:
            found = list(_matches(RuleSet(sound), _lines(read_page(page))))
        except CleaningError as error:
            raise click.UsageError(f"--page: {name}: {error}") from error
        click.echo("\n".join(found) or f"no line of {name} matches")
    sys.exit(1 if faults else 0)


def _examine(path: Path) -> tuple[tuple[Rule, ...], list[BrokenPack]]:
    try:
        pack, faults = examine_pack(path)
    except BrokenPack as error:
        pack, faults = Pack("", None, ()), [error]
    return pack.rules, faults


def _tell(path: Path, read: tuple[Rule, ...], faults: list[BrokenPack]) -> None:
    for fault in faults:
        click.echo(f"{click.style('fault', fg='red')}  {fault}")
    examples, traps = sum(len(rule.examples) for rule in read), sum(len(rule.traps) for rule in read)
    verdict = click.style("holds", fg="green") if not faults else click.style(counted(len(faults), "fault"), fg="red")
    told = ", ".join((counted(len(read), "rule"), counted(examples, "example"), counted(traps, "trap")))
    click.echo(f"{path}: {told}: {verdict}")


def _lines(page: Page) -> list[str]:
    """The lines of a text, or those that cleaning sees of an HTML page. Raises `CleaningError` for what is no page."""
    if page.kind == "text":
        return page.content.splitlines()
    try:
        segments: Sequence[Segment] = clean(page).segments
    except NoArticle as error:
        segments = error.segments
    return [line for segment in segments for line in segment.text.splitlines()]


def _matches(rules: RuleSet, lines: list[str]) -> Iterator[str]:
    """Which of ``lines`` rules match, with their numbers. Whether a rule then decides is also a matter of place."""
    for number, line in enumerate(lines, start=1):
        if found := rules.match(bare(canonical(line))):
            yield f"{number}: {', '.join(rule.id for rule in found)}: {line.strip()[:100]}"
