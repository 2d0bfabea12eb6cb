from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from service.preflight import check, check_address
from service.settings import (
    BadSettings,
    Settings,
    from_environment,
    table,
    unknown_variables,
    variable,
)
from tests.service.support import ROOT


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in fields(Settings):
        monkeypatch.delenv(variable(each.name), raising=False)


def test_nothing_has_to_be_set() -> None:
    assert from_environment() == Settings()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("UNCHROME_SLOT_WAIT", "0.5")
    monkeypatch.setenv("UNCHROME_API_KEYS", "a, b ,")
    monkeypatch.setenv("UNCHROME_METRICS_NEED_KEY", "true")
    monkeypatch.setenv("UNCHROME_QUEUE", "")
    found = from_environment()
    assert (found.port, found.slot_wait, found.api_keys, found.metrics_need_key) == (9000, 0.5, ("a", "b"), True)
    assert found.queue == Settings().queue


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("UNCHROME_QUEUE", "-1"),
        ("UNCHROME_LOG_LEVEL", "LOUD"),
        ("UNCHROME_MEMORY_MB", "1"),
        ("UNCHROME_DEADLINE_MS", "90000"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=name):
        from_environment()


def test_a_setting_that_does_not_fit_is_named_once_with_its_value_and_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for value, reason in (("abc", "not a valid integer"), ("0", "must be greater than or equal to 1")):
        monkeypatch.setenv("UNCHROME_WORKERS", value)
        with pytest.raises(BadSettings) as caught:
            from_environment()
        assert str(caught.value) == f"UNCHROME_WORKERS is '{value}': {reason}"


def test_a_misspelt_setting_is_noticed_and_what_kubernetes_sets_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNCHROME_QEUE", "3")
    monkeypatch.setenv("UNCHROME_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("UNCHROME_PORT_8000_TCP", "tcp://10.0.0.1:8000")
    assert unknown_variables() == ["UNCHROME_QEUE"]


def test_rule_packs_that_cannot_be_used_are_named_before_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="holds no"):
        check(Settings(rules=str(tmp_path)))
    (tmp_path / "own.yaml").write_text("pack: own\nrules: 7\n")
    with pytest.raises(BadSettings, match=r"own\.yaml"):
        check(Settings(rules=str(tmp_path)))


def test_a_port_that_is_taken_ends_the_start_in_a_line_with_the_remedy() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        call = [sys.executable, "-m", "gunicorn", "--config", "service/gunicorn.conf.py", "service.wsgi:app"]
        told = subprocess.run(
            call, cwd=ROOT, env=os.environ | {"PORT": str(port)}, capture_output=True, text=True, check=False
        )
    assert told.returncode == 1
    said = [line for line in told.stderr.splitlines() if not line.startswith("{")]
    assert said == [f"unchrome: port {port} is taken by another program; PORT names another one"]


def test_a_port_whose_connections_linger_can_be_taken() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), server.accept()[0] as ended:
            ended.close()  # the side that closes first waits
    check_address(Settings(port=port))


def test_an_address_that_is_not_this_machines_is_named() -> None:
    with pytest.raises(BadSettings, match=r"UNCHROME_HOST: 203\.0\.113\.7: "):
        check_address(Settings(host="203.0.113.7"))


def test_keys_stay_out_of_what_settings_show() -> None:
    assert "hush" not in repr(Settings(api_keys=("hush",)))


def test_the_readme_lists_the_settings_as_they_are() -> None:
    found = re.search(
        r"<!-- settings -->\n(.*)\n<!-- /settings -->", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    assert found.group(1).strip() == table()
