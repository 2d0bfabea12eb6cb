"""What is installed from a built package is whole: the data is there, and a page can be cleaned with nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("cleaners", "schemas", "service")
DATA = {".yaml", ".json", ".html", ".css", ".js", ".svg", ".txt", ".typed"}

_CLEAN = """
from pathlib import Path
import cleaners, service.routes.contract as contract
assert Path(cleaners.__file__).is_relative_to(Path.cwd()), cleaners.__file__
lines = ["The ferry will stop at the new pier from Monday, the harbour office said, once the last planks are laid."] * 3
page = cleaners.Page("text", "\\n".join(f"{line} It is day {n} of the works." for n, line in enumerate(lines)))
assert "ferry" in cleaners.clean(page).text
assert "/v1/articles" in contract._CONTRACT.read_text()
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of this checkout holds."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", "openapi.yaml"):
        shutil.copy(ROOT / name, source)
    for name in PACKAGES:
        unwanted = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=unwanted)
    build = "from setuptools.build_meta import build_wheel; build_wheel('dist')"
    built = subprocess.run([sys.executable, "-c", build], cwd=source, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = (source / "dist").glob("*.whl")
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_a_wheel_holds_every_module_and_all_data(installed: Path) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in DATA | {".py"} and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    }
    held = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert wanted - held == set()
    assert {name for name in held if not name.startswith((*PACKAGES, "unchrome-"))} == set()


def test_the_command_comes_with_the_wheel(installed: Path) -> None:
    (names,) = installed.glob("unchrome-*.dist-info/entry_points.txt")
    assert "unchrome = service.cli.main:unchrome" in names.read_text()
    for name in ("service/gunicorn.conf.py", "service/cli/batch.py"):
        assert (installed / name).is_file()


def test_the_contract_in_a_wheel_is_the_one_at_the_root(installed: Path) -> None:
    assert (installed / "service" / "openapi.yaml").read_bytes() == (ROOT / "openapi.yaml").read_bytes()


def test_a_page_can_be_cleaned_with_what_a_wheel_holds(installed: Path) -> None:
    path = f"import sys; sys.path.insert(0, {str(installed)!r})\n"
    run = subprocess.run(
        [sys.executable, "-I", "-c", path + _CLEAN], cwd=installed, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
