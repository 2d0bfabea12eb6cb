"""The pages for people: links lead somewhere, what they quote exists, and what they show works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

import click
import pytest
import yaml

from cleaners.rules.pack import examine_pack
from cleaners.segments import KINDS, ROLES
from schemas.problem import PROBLEMS
from service import metrics
from service.cli.main import unchrome
from service.representations import front_matter
from service.settings import Settings, variable

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = sorted((ROOT / "docs").glob("*.md"))
PAGES: Final = [*sorted(ROOT.glob("*.md")), *DOCS, *(ROOT / name / "README.md" for name in ("deploy", "benchmarks"))]


def slug(heading: str) -> str:
    """The anchor of a heading, as forges make it."""
    plain = re.sub(r"[`*\[\]]|\(.*?\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_a_file_and_a_heading_of_it(page: Path) -> None:
    broken = []
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_of_docs_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS if f"](docs/{page.name})" not in readme] == []


def shown_commands() -> list[str]:
    """Every call of ``unchrome`` that a page shows, and those of the help."""
    found: list[str] = []
    for page in PAGES:
        for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            found += re.findall(r"(?:^|\| )(unchrome .+?)(?= [|>#] |  +#|$)", block, re.MULTILINE)
    context = click.Context(unchrome)
    for name in unchrome.list_commands(context):
        command = unchrome.get_command(context, name)
        found += re.findall(
            r"(?:^|\| )\s*(unchrome .+?)(?= [|>#] |$)", (command and command.epilog) or "", re.MULTILINE
        )
    return sorted(set(found))


def test_commands_are_shown() -> None:
    assert len(shown_commands()) > 12


@pytest.mark.parametrize("line", shown_commands())
def test_a_command_that_is_shown_has_options_that_exist(line: str) -> None:
    words = shlex.split(line)[1:]
    context = click.Context(unchrome)
    command: click.Command = unchrome
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    known = {name for parameter in command.get_params(context) for name in (*parameter.opts, *parameter.secondary_opts)}
    known |= {"--help", "--version"}
    assert [word for word in words if word.startswith("--") and word.split("=")[0] not in known] == []


def test_the_pack_of_the_page_on_rules_is_sound(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (tmp_path / "harbour.yaml").write_text(block, encoding="utf-8")
    pack, faults = examine_pack(tmp_path / "harbour.yaml")
    assert (len(pack.rules), faults) == (2, [])


def test_the_page_on_rules_names_every_key_kind_and_role() -> None:
    text = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text, re.MULTILINE))
    assert set(re.findall(r"`(\w+)`", rows["kind"])) == set(KINDS)
    assert set(re.findall(r"`(\w+)`", rows["role"])) == set(ROLES) - {"removed"}
    example = yaml.safe_load((ROOT / "cleaners/rules/packs/en.yaml").read_text(encoding="utf-8"))["rules"]
    assert {key for rule in example for key in rule} <= set(rows)


def test_the_page_on_operating_names_figures_settings_and_problems_that_exist() -> None:
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    told = metrics.exposition().decode()
    figures = set(re.findall(r"`(unchrome_\w+)`", text))
    assert figures and [name for name in figures if f"# TYPE {name} " not in told] == []
    settings = {variable(name) for name in Settings.__dataclass_fields__}
    for page in (*DOCS, ROOT / "README.md"):
        named = set(re.findall(r"\bUNCHROME_[A-Z_]+\b", page.read_text(encoding="utf-8")))
        assert named - settings - {"UNCHROME_URL", "UNCHROME_KEY"} == set(), page.name
    assert {slug for _, slug in re.findall(r"`(\d{3}) ([a-z-]+)`", text)} <= set(PROBLEMS)


def test_the_page_on_the_command_line_names_the_keys_of_the_front_matter() -> None:
    keys = ("title", "lead", "authors", "published_at", "modified_at", "section", "publisher", "rights", "language")
    article = dict.fromkeys(keys, "x") | {"keywords": ["x"], "view_count": 1, "url": "x"}
    article |= {"source": {"name": "x", "url": None}, "licence": {"text": "x"}}
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert [key for key in front_matter(article) if f"`{key}`" not in text] == []
