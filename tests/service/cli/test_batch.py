from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from schemas.batch import BatchAnswerSchema
from service.cli.main import unchrome
from tests.service.cli.support import PAGE, lines, read, write
from tests.service.support import ROOT


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(unchrome, ["batch", *map(str, arguments)])


def begin(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "service.cli", "batch", *map(str, arguments)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE,
    )  # fmt: skip


def wait_for(path: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    """Return once ``path`` holds so many lines."""
    while process.poll() is None:
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.01)
    raise AssertionError(process.stderr and process.stderr.read().decode())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("pages") / "pages.jsonl", lines(2000))


def test_a_batch_that_was_killed_goes_on_and_ends_as_if_nothing_had_happened(pages: Path, tmp_path: Path) -> None:
    quiet, torn = tmp_path / "quiet.jsonl", tmp_path / "torn.jsonl"
    assert begin(pages, quiet).wait() == 0
    process = begin(pages, torn)
    wait_for(torn, 700, process)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert torn.read_bytes().count(b"\n") < 2000
    assert begin(pages, torn).wait() == 0
    assert torn.read_bytes() == quiet.read_bytes()
    assert torn.with_name("torn.bad.jsonl").read_bytes() == quiet.with_name("quiet.bad.jsonl").read_bytes()
    told = read(quiet)
    assert [line["index"] for line in told] == list(range(2000))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "quiet.bad.jsonl", "quiet.jsonl", "quiet.jsonl.run", "torn.bad.jsonl", "torn.jsonl", "torn.jsonl.run",
    ]  # fmt: skip


def test_every_line_has_its_answer_in_the_format_of_the_service(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", lines(40))
    assert run(source, tmp_path / "out.jsonl").exit_code == 0
    told = read(tmp_path / "out.jsonl")
    for line in told:
        BatchAnswerSchema().load(line)
    assert {line["status"] for line in told} == {200, 400, 422}
    assert [line["id"] for line in told[:3]] == ["page-0", "page-1", "page-2"]
    assert (told[20]["problem"]["instance"], told[20]["problem"]["request_id"]) == ("in.jsonl", "line-21")


def test_bad_lines_are_put_aside_as_they_came_and_menus_are_not(tmp_path: Path) -> None:
    rows = lines(40)
    told = run(write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", "--bad", tmp_path / "aside.jsonl")
    (bad,) = read(tmp_path / "aside.jsonl")
    assert (bad["index"], bad["line"], bad["problem"]) == (20, rows[20], "malformed-request")
    assert "38 articles; 1 page without one; 1 bad line in" in told.stderr


def test_without_bad_lines_no_file_of_them_is_left(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", lines(3))
    assert run(source, tmp_path / "out.jsonl").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "out.jsonl.run"]


def test_an_empty_file_gives_an_empty_file(tmp_path: Path) -> None:
    assert run(write(tmp_path / "in.jsonl", []), tmp_path / "out.jsonl").exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_hints_hold_for_lines_that_do_not_say_it_themselves(tmp_path: Path) -> None:
    rows = [json.dumps({"text": PAGE}), json.dumps({"text": PAGE, "language": "en"})]
    run(write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", "--language", "en-GB", "--include", "markdown")
    told = [line["article"] for line in read(tmp_path / "out.jsonl")]
    assert [article["language"] for article in told] == ["en-GB", "en"]
    assert all(article["markdown"] for article in told)


def test_progress_goes_to_standard_error_with_rate_and_time_left(tmp_path: Path) -> None:
    told = run(write(tmp_path / "in.jsonl", lines(5)), tmp_path / "out.jsonl", "--progress")
    assert "5/5" in told.stderr
    assert "pages/s" in told.stderr or "s/ pages" in told.stderr
    assert told.stdout == ""


def test_a_finished_batch_is_not_begun_again(tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.jsonl", lines(3)), tmp_path / "out.jsonl"
    run(source, target)
    before = target.read_bytes()
    again = run(source, target)
    assert (again.exit_code, target.read_bytes()) == (0, before)
    assert "Nothing is left to do" in again.stderr


def test_a_finished_batch_is_not_taken_for_that_of_other_pages_or_options(tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.jsonl", lines(3)), tmp_path / "out.jsonl"
    run(source, target)
    before = target.read_bytes()
    (tmp_path / "other").mkdir()
    other = write(tmp_path / "other" / "in.jsonl", lines(4)[1:])
    for told, said in (
        (run(other, target), "made from another input"),
        (run(source, target, "--include", "markdown"), "made with other options"),
        (run(source, target, "--bad", tmp_path / "aside.jsonl"), "made with other options"),
    ):
        assert (told.exit_code, target.read_bytes()) == (2, before)
        assert said in told.stderr and "--overwrite" in told.stderr
    assert run(other, target, "--overwrite").exit_code == 0
    assert [line["id"] for line in read(target)] == ["page-1", "page-2", "page-3"]


@pytest.mark.parametrize("paths", [("nowhere/out.jsonl",), ("out.jsonl", "--bad", "nowhere/bad.jsonl")])
def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, paths: tuple[str, ...]) -> None:
    source = write(tmp_path / "in.jsonl", lines(3))
    told = run(source, *[path if path.startswith("--") else tmp_path / path for path in paths])
    assert (told.exit_code, type(told.exception)) == (2, SystemExit)
    assert "cannot be written: No such file or directory." in told.stderr


def test_a_full_disk_is_told_in_a_sentence_and_the_same_call_goes_on(tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.jsonl", lines(40)), tmp_path / "out.jsonl"
    call = shlex.join([sys.executable, "-m", "service.cli", "batch", str(source), str(target)])
    told = subprocess.run(
        ["bash", "-c", f"ulimit -f 16; exec {call}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert told.stderr == f"Error: {target} cannot be written: File too large. The same call goes on from there.\n"
    assert run(source, target).exit_code == 0
    assert [line["index"] for line in read(target)] == list(range(40))


def test_a_file_that_is_no_batch_is_not_touched_unless_that_is_asked_for(tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.jsonl", lines(3)), tmp_path / "out.jsonl"
    target.write_text("my diary\n")
    told = run(source, target)
    assert (told.exit_code, target.read_text()) == (2, "my diary\n")
    assert run(source, target, "--overwrite").exit_code == 0
    assert len(read(target)) == 3


@pytest.mark.parametrize("paths", [("in.jsonl", "in.jsonl"), ("in.jsonl", "out.jsonl", "--bad", "in.jsonl")])
def test_the_input_is_never_written_to(tmp_path: Path, paths: tuple[str, ...]) -> None:
    source = write(tmp_path / "in.jsonl", lines(3))
    before = source.read_bytes()
    told = run(*[tmp_path / path if path.endswith("l") else path for path in paths])
    assert (told.exit_code, source.read_bytes()) == (2, before)


def test_ctrl_c_ends_it_and_the_same_call_goes_on(pages: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", lines(400))
    process = begin(source, tmp_path / "out.jsonl")
    wait_for(tmp_path / "out.jsonl", 20, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"the same call goes on" in said
    assert begin(source, tmp_path / "out.jsonl").wait() == 0
    assert [line["index"] for line in read(tmp_path / "out.jsonl")] == list(range(400))
