"""The command as a whole: help, completion, and the service it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cleaners.version import VERSION
from service.cli.main import unchrome
from tests.service.support import ROOT, free_port

COMMANDS = (["clean"], ["batch"], ["rules"], ["rules", "test"], ["serve"], ["completion"])


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_every_command_explains_itself(command: list[str]) -> None:
    told = CliRunner().invoke(unchrome, [*command, "--help"])
    assert told.exit_code == 0
    assert "Usage: unchrome" in told.stdout
    if command != ["rules"]:
        assert "Examples:" in told.stdout


def test_the_list_of_commands_is_that_of_the_commands() -> None:
    context = click.Context(unchrome)
    for name in unchrome.list_commands(context):
        command = unchrome.get_command(context, name)
        assert command is not None
        assert command.name == name


def test_the_version_is_the_packages() -> None:
    assert CliRunner().invoke(unchrome, ["--version"]).stdout == f"unchrome, version {VERSION}\n"


def test_a_command_that_does_not_exist_is_answered_with_those_that_do() -> None:
    told = CliRunner().invoke(unchrome, ["cleen"])
    assert told.exit_code == 2
    assert "clean, batch" in told.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_for_the_usual_shells(shell: str) -> None:
    told = CliRunner().invoke(unchrome, ["completion", shell])
    assert told.exit_code == 0
    assert "_UNCHROME_COMPLETE" in told.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("unchrome cl", "clean"), ("unchrome clean --format j", "json-ld"), ("unchrome rules t", "test")],
)
def test_words_are_completed(typed: str, offered: str) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1), "_UNCHROME_COMPLETE": "bash_complete"}
    told = subprocess.run(
        [sys.executable, "-c", "from service.cli.main import unchrome; unchrome(prog_name='unchrome')"],
        env={**os.environ, **words, "PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f"plain,{offered}" in told.stdout.splitlines(), told.stderr


def test_serve_runs_the_service_and_ends_with_a_signal(tmp_path: Path) -> None:
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", "serve", "--port", str(port)], cwd=ROOT, stdout=log, stderr=log,
            env={**os.environ, "PYTHONPATH": str(ROOT), "UNCHROME_PROCESSES": "1"},
        )  # fmt: skip
    try:
        for _ in range(300):
            assert process.poll() is None, (tmp_path / "log").read_text()
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=5) as answer:
                assert answer.status == 200
                break
            time.sleep(0.1)
        else:
            raise AssertionError((tmp_path / "log").read_text())
        process.terminate()
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()


def test_serve_says_what_cannot_be_used() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "service.cli", "serve", "--host", "0.0.0.0"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert told.returncode != 0
    assert "UNCHROME_ALLOW_NO_KEY" in told.stderr
