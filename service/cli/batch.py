"""``unchrome batch``: a file of pages in, a file of articles out, in the format of the service's batches."""

from __future__ import annotations

import logging.config
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any, Final
from urllib.parse import quote

import click
from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

import cleaners
from cleaners.pipeline import versions
from cleaners.rules.pack import BrokenPack
from schemas.batch import BatchOptions, load_batch_query
from schemas.errors import PayloadError
from service.admission import Quota
from service.batch_lines import LineCleaner
from service.batches import Batches
from service.calling_off import CallingOff
from service.cli.counted import counted
from service.cli.hints import RULES, given, hints, unusable
from service.cli.interrupts import interrupts_noted, result_unless
from service.cli.resuming import Answers, Complete, NotResumable, Unwritable, measure, pieces
from service.extension import Service
from service.logs import configuration, configure
from service.memory import few_arenas
from service.ndjson import split_lines
from service.pool import CleaningPool
from service.settings import BadSettings, Settings, from_environment

#: lines for each cleaning process that may be done and wait for one before them
_AHEAD: Final = 32
_EPILOG: Final = """\b
Examples:
  unchrome batch pages.jsonl articles.jsonl
  unchrome batch pages.jsonl articles.jsonl --include markdown --language vi
  jq -r .line articles.bad.jsonl > again.jsonl   # bad lines, to be mended

\b
A line of IN is a JSON object with the page and what is known about it:
  {"id": "1", "html": "<html>...", "url": "https://example.org/1"}
  {"id": "2", "text": "...", "language": "vi"}
and its line of OUT one of
  {"index": 0, "id": "1", "status": 200, "article": {...}}
  {"index": 1, "id": "2", "status": 422, "problem": {...}}

However the command ended, calling it again goes on where it stopped. OUT.run
notes what OUT is made from; with anything else, the call is refused.
"""


@dataclass(slots=True, frozen=True)
class _Done:
    """A line with its answer; ``slug`` is its problem's, if it has one."""

    answer: bytes
    slug: str | None
    bad: dict[str, Any] | None


@click.command(epilog=_EPILOG)
@click.argument("source", metavar="IN", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option(
    "--bad", metavar="FILE", type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where lines go that could not be read or cleaned.  [default: OUT with .bad before its ending]",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Begin anew, whatever OUT holds.")
@click.option(
    "-j", "--processes", type=click.IntRange(1),
    help="Pages cleaned at a time, each in a process of its own.  [default: one for each CPU]",
)  # fmt: skip
@click.option("--deadline-ms", type=int, help="Milliseconds a page may take.  [default: 15000]")
@click.option("--progress/--no-progress", default=None, help="Show how far it is.  [default: on a terminal]")
@hints
@RULES
def batch(
    source: Path, target: Path, bad: Path | None, overwrite: bool, processes: int | None, progress: bool | None,
    rules: str | None, **options: Any,
) -> None:  # fmt: skip
    """Clean the pages in IN, a JSON object a line, and write a line with the article or the problem of each to OUT.

    A page that hangs or crashes its parser spoils only its own line.
    """
    put_aside, bad = bad, bad or target.with_name(f"{target.stem}.bad{target.suffix}")
    _keep_apart(source, target, bad)
    asked, settings = _options(options), _settings(processes, rules)
    try:
        cleaner = versions(settings.rules)
    except BrokenPack as error:
        raise click.UsageError(f"--rules: {error}") from error
    configure()
    logging.config.dictConfig(configuration("ERROR"))
    pages = measure(source, settings.max_line_bytes)
    # what an answer depends on besides its line
    limits = (settings.memory_mb, settings.deadline_ms, settings.max_deadline_ms, settings.max_line_bytes)
    hinted = asdict(asked.hints) | {"include": sorted(asked.hints.include), "limits": limits, "name": source.name}
    hinted |= {"bad": put_aside and put_aside.name}
    made_from = {"options": {key: str(value) for key, value in hinted.items()}, "cleaner": cleaner}
    counts: Counter[str] = Counter()
    begun = False
    try:
        with interrupts_noted() as interrupted, Answers(target, bad, pages, made_from, overwrite) as answers:
            begun, before, bad_before = True, answers.done, answers.bad_before
            _clean_all(source, answers, asked, settings, counts, pages.lines, progress, interrupted)
            answers.end()
    except Complete as error:
        click.echo(f"unchrome: {error} Nothing is left to do; --overwrite begins anew.", err=True)
        return
    except NotResumable as error:
        raise click.UsageError(f"{error} --overwrite begins anew.") from error
    except Unwritable as error:
        if not begun:
            raise click.UsageError(str(error)) from error
        raise click.ClickException(f"{error} The same call goes on from there.") from error
    except KeyboardInterrupt:
        click.echo(f"\nunchrome: stopped at line {answers.done:,} of {pages.lines:,}; the same call goes on.", err=True)
        raise SystemExit(130) from None
    click.echo(_summary(counts, before, bad_before, bad), err=True)


def _keep_apart(source: Path, target: Path, bad: Path) -> None:
    if len({path.resolve() for path in (source, target, bad)}) < 3:
        raise click.UsageError("IN, OUT and the file of bad lines are three different files.")


def _options(options: dict[str, Any]) -> BatchOptions:
    try:
        return load_batch_query(given(options))
    except PayloadError as error:
        raise unusable(error) from error


def _settings(processes: int | None, rules: str | None) -> Settings:
    try:
        settings = from_environment()
    except BadSettings as error:
        raise click.UsageError(str(error)) from error
    slots = processes or replace(settings, workers=1).slots
    return replace(settings, workers=1, processes=slots, batch_processes=0, rules=rules)


def _clean_all(
    source: Path, answers: Answers, asked: BatchOptions, settings: Settings, counts: Counter[str], total: int,
    progress: bool | None, interrupted: Event,
) -> None:  # fmt: skip
    """Clean what has no answer yet, as many pages at a time as there are processes, and write the answers in order.

    Raises `KeyboardInterrupt`, between two answers, once ``interrupted`` is set.
    """
    few_arenas()
    before = answers.done
    lines = islice(split_lines(pieces(source), settings.max_line_bytes), before, None)
    pool = CleaningPool(cleaners.clean, settings, cleaners.clean_fast)
    calling_off = CallingOff()
    service = Service(settings, (), Quota(0), pool, Batches(1))

    def clean(index: int, line: bytes | None) -> _Done:
        # the file and the line stand for what a request and its id are to the service
        cleaner = LineCleaner(service, asked, quote(source.name), f"line-{index + 1}", calling_off)
        cleaned = cleaner.clean(index, line)
        slug = cleaned.problem.slug if cleaned.problem else None
        if slug in (None, "no-article"):
            return _Done(cleaner.answer(cleaned), slug, None)
        bad = {"index": index, "id": cleaned.id, "problem": slug, "detail": cleaned.problem and cleaned.problem.detail}
        said = line.decode("utf-8", "backslashreplace") if line is not None else None
        return _Done(cleaner.answer(cleaned), slug, {**bad, "line": said})

    threads = ThreadPoolExecutor(settings.slots)
    bar = tqdm(total=total, initial=before, unit=" pages", disable=_hidden(progress), dynamic_ncols=True)
    try:
        with bar, logging_redirect_tqdm():
            pool.start()
            begun = ((len(line or b""), threads.submit(clean, index, line)) for index, line in enumerate(lines, before))
            for done in _in_order(begun, _AHEAD * settings.slots, settings.batch_buffer_bytes, interrupted):
                if done.slug == "saturated":
                    raise click.ClickException("no cleaning process can be started; the same call goes on from here.")
                answers.append(done.answer, done.bad)
                counts[done.slug or "article"] += 1
                bar.update()
    finally:
        calling_off.call()
        threads.shutdown(wait=False, cancel_futures=True)
        pool.stop()


def _in_order(
    begun: Iterator[tuple[int, Future[_Done]]], most: int, most_bytes: int, interrupted: Event
) -> Iterator[_Done]:
    """What comes of lines, in their order; ``begun`` are their sizes (bytes), each begun when it is asked for.

    ``most`` lines, and ``most_bytes`` of them, are under way or wait for one before them.
    """
    waiting: deque[tuple[int, Future[_Done]]] = deque()
    held = 0
    for size, future in begun:
        waiting.append((size, future))
        held += size
        while waiting and (len(waiting) >= most or held >= most_bytes or waiting[0][1].done()):
            first, future = waiting.popleft()
            held -= first
            yield result_unless(interrupted, future)
    for _, future in waiting:
        yield result_unless(interrupted, future)


def _hidden(progress: bool | None) -> bool | None:
    """What tqdm takes for ``disable``; ``None`` hides the bar where there is no terminal."""
    return None if progress is None else not progress


def _summary(counts: Counter[str], before: int, bad_before: int, bad: Path) -> str:
    """What came of the lines that this call answered, and how many others did before it."""
    articles, without = counts.pop("article", 0), counts.pop("no-article", 0)
    told = [counted(articles, "article"), f"{counted(without, 'page')} without one"]
    if counts:
        kinds = ", ".join(f"{count:,} {slug}" for slug, count in counts.most_common())
        told.append(f"{counted(counts.total(), 'bad line')} in {bad} ({kinds})")
    if before:
        told.append(f"an earlier call had answered {counted(before, 'line')}, {bad_before:,} of them bad")
    return f"unchrome: {'; '.join(told)}."
