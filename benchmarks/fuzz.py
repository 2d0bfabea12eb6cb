"""Mutated pages through the text or the HTML path, guided by coverage (atheris, libFuzzer).

    python -m benchmarks.fuzz text|html [--seconds S] [--corpus DIR]

Starts from the pages of the project's cases, or from those in ``--corpus``, where it leaves what it finds. A page must
give an article that fits its schema, with every character of a text in exactly one segment, or be refused for a reason;
anything else ends the run, and the page is in a file named ``crash-…`` then.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import atheris

with atheris.instrument_imports(include=["cleaners"]):
    from cleaners import CleaningError, Options, Page, clean, clean_fast
from benchmarks.workload import workloads
from cleaners.page import PageKind
from schemas.article import validate_article

_EVERYTHING: Final = Options(frozenset({"segments", "blocks", "markdown", "html"}))
_LONGEST: Final = 20_000
_SLOWEST: Final = 25
_WORDS: Final = (
    "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "<li>", "<ul>", "<h1>", "<br>", "<a href=", "<svg>",
    "<img src=", "<script type=application/ld+json>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<meta charset=",
    "<base href=", "<time datetime=", "<template>", "<frameset>", "<plaintext>", "<noscript>", "&amp;", "&#x0;",
    "Theo ", "Nguồn: ", "Lượt xem: ", "Tác giả: ", "12/03/2026", "08:30", "© ", "Bản quyền ", "Trang chủ", " › ",
)  # fmt: skip


def check(kind: PageKind, content: str) -> None:
    """Clean a page both ways; whatever breaks a promise is an exception that atheris reports."""
    page = Page(kind, content, url="https://a.example/1")
    for way in (clean, clean_fast):
        try:
            article = way(page, _EVERYTHING)
        except CleaningError:
            continue
        told = article.as_dict(_EVERYTHING.include)
        validate_article(told)
        assert article.text.strip(), "an article without text"
        if kind == "text" and "treated-as-html" not in article.warnings:
            _account(content, told["segments"])


def _account(sent: str, segments: Sequence[dict[str, Any]]) -> None:
    end = 0
    for segment in segments:
        assert segment["start"] >= end, "segments overlap"
        assert not sent[end : segment["start"]].strip(), "a character is in no segment"
        assert sent[segment["start"] : segment["end"]] == segment["text"], "a segment's text is not the page's"
        end = segment["end"]
    assert not sent[end:].strip(), "the page's end is in no segment"


def main(arguments: Sequence[str]) -> None:
    """Fuzz with these command-line ``arguments``; libFuzzer ends the process."""
    options = _parser().parse_args(arguments)
    kind: PageKind = options.kind

    def one(data: bytes) -> None:
        check(kind, data.decode("utf-8", "replace"))

    with tempfile.TemporaryDirectory(prefix="unchrome-fuzz-") as folder:
        corpus = options.corpus or Path(folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(workloads(None)[kind]):
            (corpus / f"case-{number}").write_text(page.content, "utf-8")
        words = Path(folder) / "words"
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in _WORDS), "ascii")
        flags = {
            "max_total_time": options.seconds,
            "max_len": _LONGEST,
            "timeout": _SLOWEST,
            "rss_limit_mb": 4096,
            "len_control": 0,
        }
        given = [f"-{name}={value}" for name, value in flags.items()]
        atheris.Setup([sys.argv[0], *given, f"-dict={words}", str(corpus)], one)
        try:
            atheris.Fuzz()
        finally:
            if options.corpus is None:
                shutil.rmtree(corpus, ignore_errors=True)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in word.encode())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("kind", choices=("text", "html"))
    parser.add_argument("--seconds", type=int, default=600, help="(default: %(default)s)")
    parser.add_argument("--corpus", type=Path, help="folder to start from and to keep what is found in")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
