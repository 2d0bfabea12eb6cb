from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from cleaners import Options, Page, clean
from schemas.article import validate_article
from service.cli.main import unchrome
from service.representations import REPRESENTATIONS
from tests.service.cli.support import MENU, PAGE

HTML = "<html><body><article><h1>{}</h1>{}</article><footer><p>Follow us on Facebook</p></footer></body></html>".format(
    "Ferry stops at the pier", "".join(f"<p>{line}</p>" for line in PAGE.splitlines()[6:9])
)


def run(*arguments: str | Path, page: str | bytes | None = None) -> Result:
    return CliRunner().invoke(unchrome, ["clean", *map(str, arguments)], input=page)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("json", "application/json"),
        ("json-ld", "application/ld+json"),
        ("markdown", "text/markdown"),
        ("text", "text/plain"),
    ],
)
def test_the_formats_are_those_of_the_service(page: Path, form: str, media_type: str) -> None:
    include = frozenset({"markdown"} if form == "markdown" else ())
    article = clean(Page("text", PAGE, encoding="utf-8"), Options(include)).as_dict(include)
    told = run(page, "--format", form)
    assert told.exit_code == 0
    assert told.stdout.removesuffix("\n") == REPRESENTATIONS[media_type](article).removesuffix("\n")


def test_a_dash_is_standard_input_and_json_is_what_is_printed() -> None:
    article = json.loads(run("-", page=PAGE).stdout)
    validate_article(article)
    assert article["title"] == "Ferry stops at the new pier from Monday"


@pytest.mark.parametrize(("name", "sent"), [("page.html", HTML), ("page", HTML), ("page", f"\ufeff\n {HTML}")])
def test_html_is_told_by_its_name_or_its_first_letter(tmp_path: Path, name: str, sent: str) -> None:
    path = tmp_path / name
    path.write_text(sent, encoding="utf-8")
    article = json.loads(run(path).stdout)
    assert article["title"] == "Ferry stops at the pier"
    assert article["warnings"] == []


def test_hints_are_taken(page: Path) -> None:
    told = run(
        page, "--url", "https://harbour.example/1", "--language", "en-GB", "--timezone", "Europe/London",
        "--crawled-at", "2026-03-16T09:00:00Z", "--include", "segments,blocks",
    )  # fmt: skip
    article = json.loads(told.stdout)
    assert (article["url"], article["language"]) == ("https://harbour.example/1", "en-GB")
    assert article["segments"] and article["blocks"] and article["html"] is None


@pytest.mark.parametrize(
    "option",
    [
        ("--url", "not an address"),
        ("--language", "_"),
        ("--crawled-at", "now"),
        ("--timezone", "Moon/Sea"),
        ("--include", "x"),
    ],
)
def test_a_hint_that_cannot_be_used_is_a_mistake_in_the_call(page: Path, option: tuple[str, str]) -> None:
    told = run(page, *option)
    assert told.exit_code == 2
    assert option[0] in told.stderr


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (MENU, "no article"),
        ("%PDF-1.7 …", "a PDF document"),
        (b"\x00\x01\x02\x03" * 100, "control characters"),
        ("", "no article"),
    ],
)
def test_a_page_without_an_article_is_said_in_words_and_with_a_status(sent: str | bytes, said: str) -> None:
    told = run("-", page=sent)
    assert told.exit_code == 1
    assert told.stdout == ""
    assert said in told.stderr
    assert told.stderr.count("\n") == 1


def test_the_charset_of_the_server_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.replace("Alma Reed", "Álma Réed").encode("windows-1252"))
    assert json.loads(run(path, "--charset", "windows-1252").stdout)["encoding"] == "windows-1252"


def test_what_cannot_be_read_is_told_with_the_option_that_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "page.bin"
    path.write_bytes(bytes(range(128, 256)) * 40 + b"\x00\x01\x02\x03" * 400)
    told = run(path)
    assert told.exit_code == 1
    assert told.stderr.endswith("If it is text, --charset says in which charset.\n")
    assert "Content-Type" not in told.stderr
    plain = run("-", "--type", "html", page="No markup here.")
    assert plain.exit_code == 1
    assert plain.stderr.endswith("With --type text it is cleaned as text.\n")


def test_the_audit_shows_every_line_with_its_part_and_rule(page: Path) -> None:
    told = run(page, "--audit").stdout
    assert "\x1b" not in told
    rows = told.splitlines()
    for line in PAGE.splitlines():
        assert any(line in row for row in rows), line
    assert any(row.startswith("- counter") and "Who's online  ‹en." in row for row in rows)
    assert any(row.startswith("= title") and "Ferry stops" in row for row in rows)
    assert any(row.startswith("  body") and "monthly ticket" in row for row in rows)
    assert "1 counter" in told


def test_the_audit_is_coloured_where_that_is_asked_for(page: Path) -> None:
    told = CliRunner().invoke(unchrome, ["clean", str(page), "--audit", "--color", "always"], color=True).stdout
    assert "\x1b[31m- counter" in told
    assert "\x1b[32m" in told


def test_a_page_cannot_command_the_terminal() -> None:
    told = run("-", "--audit", page=PAGE.replace("Share on", "Share \x1b]0;owned\x07 on")).stdout
    assert not {"\x1b", "\x07"} & set(told)


def test_an_html_page_has_an_audit_too() -> None:
    told = run("-", "--audit", page=HTML).stdout
    assert "- share" in told
    assert "html page removed" in told


def test_a_page_without_an_article_has_an_audit_before_it_is_refused() -> None:
    for sent, piece in ((MENU, "- navigation    │ Contact"), ("<p>404 Not Found", "404 Not Found")):
        told = run("-", "--audit", page=sent)
        assert told.exit_code == 1
        assert piece in told.stdout
        assert "no article" in told.stderr and told.stderr.count("\n") == 1
    blank = run("-", "--audit", page="")
    assert (blank.exit_code, blank.stdout) == (1, "")


def test_the_audit_is_no_format(page: Path) -> None:
    told = run(page, "--audit", "--format", "json")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--audit prints the page and --format its article" in told.stderr


def test_rules_of_ones_own_are_in_force(tmp_path: Path, page: Path) -> None:
    rule: dict[str, Any] = {
        "id": "own.promo",
        "kind": "promotion",
        "pattern": "whoever holds .*",
        "example": "Whoever holds x",
    }
    (tmp_path / "own.yaml").write_text(
        yaml.safe_dump({"pack": "own", "language": None, "rules": [rule]}), encoding="utf-8"
    )
    article = json.loads(run(page, "--rules", tmp_path).stdout)
    assert "Whoever" not in article["text"]
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "own.yaml").write_text("pack: own\n", encoding="utf-8")
    broken = run(page, "--rules", tmp_path / "broken")
    assert broken.exit_code == 2
    assert "own.yaml" in broken.stderr
