"""``unchrome clean``: one page in, its article out in the form that is asked for, or the page with what was removed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

import click

from cleaners import CleaningError, NoArticle, Options, UnreadablePage
from cleaners import clean as clean_page
from cleaners.page import PageKind
from cleaners.rules.pack import BrokenPack
from schemas.article import validate_article
from schemas.problem import PROBLEMS
from service.cli.audit import audit_of
from service.cli.files import read_page
from service.cli.hints import RULES, hints, load_hints
from service.representations import Article, as_json, as_json_ld, as_markdown, as_text

FORMATS: Final[dict[str, Callable[[Article], str]]] = {
    "json": as_json,
    "json-ld": as_json_ld,
    "markdown": as_markdown,
    "text": as_text,
}
_EPILOG: Final = """\b
Examples:
  unchrome clean page.html
  unchrome clean page.html --format markdown > page.md
  unchrome clean page.txt --audit | less -R
  unchrome clean page.html --include segments,blocks | jq .blocks
  curl -s https://example.org/news/1 | unchrome clean - --url https://example.org/news/1

The exit status is 0 for an article, 1 for a page that has none or cannot be
read, and 2 for a mistake in the call.
"""


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.File("rb"))
@click.option(
    "-f", "--format", "form", type=click.Choice(list(FORMATS)), help="How the article is printed.  [default: json]",
)  # fmt: skip
@click.option(
    "--audit",
    is_flag=True,
    help="Print the page instead, each piece with its part and the rule that decided.",
)
@click.option(
    "--color", "--colour", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Whether the audit is coloured; auto is on a terminal, unless NO_COLOR is set.",
)  # fmt: skip
@click.option(
    "--type", "kind", type=click.Choice(["html", "text"]),
    help="What the page is; without it, the name of FILE or the page's first letter tells.",
)  # fmt: skip
@click.option("--charset", metavar="NAME", help="Charset of the page, as the server that sent it named it.")
@click.option("--url", metavar="URL", help="Address of the page; a hint, nothing is fetched.")
@hints
@RULES
def clean(
    file: Any, form: str | None, audit: bool, color: str, kind: PageKind | None, charset: str | None, rules: str | None,
    **options: Any,
) -> None:  # fmt: skip
    """Clean the page in FILE, or on standard input if FILE is a dash, and print its article."""
    if audit and form:
        raise click.UsageError("--audit prints the page and --format its article; take one of them.")
    form = form or "json"
    known = load_hints(options)
    include = known.include | ({"markdown"} if form == "markdown" else set())
    try:
        page = read_page(file, kind, charset, known)
    except CleaningError as error:
        named = isinstance(error, UnreadablePage) and not charset
        _fail("malformed-request", str(error), "If it is text, --charset says in which charset." if named else "")
    try:
        cleaned = clean_page(page, Options(include, rules))
    except NoArticle as error:
        if audit and error.segments:
            _print(audit_of(error.segments, page, _coloured(color)))
        held = ", ".join(f"{count} {name}" for name, count in error.removed_counts.items())
        _fail("no-article", str(error), f"The page held: {held}." if held and not audit else "")
    except CleaningError as error:
        mistaken = isinstance(error, UnreadablePage) and page.kind == "html"
        _fail("unsupported-media-type", str(error), "With --type text it is cleaned as text." if mistaken else "")
    except BrokenPack as error:
        raise click.UsageError(f"--rules: {error}") from error
    article = cleaned.as_dict(include)
    validate_article(article)
    if audit:
        _print(audit_of(cleaned.segments, page, _coloured(color)))
    elif form == "json" and sys.stdout.isatty():
        _print(json.dumps(article, ensure_ascii=False, indent=2) + "\n")
    else:
        text = FORMATS[form](article)
        _print(text if text.endswith("\n") else text + "\n")


def _fail(slug: str, detail: str, more: str = "") -> NoReturn:
    """End with a problem in its own words."""
    said = f"{detail[:1].upper()}{detail[1:].rstrip('.')}."
    click.echo(" ".join(filter(None, [f"unchrome: {PROBLEMS[slug].title}.", said, more])), err=True)
    sys.exit(1)


def _coloured(color: str) -> bool:
    if color != "auto":
        return color == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _print(text: str) -> None:
    """UTF-8 whatever the locale says, since that is what the formats are in."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
