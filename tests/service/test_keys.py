from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from service import auth
from service.keys import check_exposure, is_loopback, keys
from service.settings import BadSettings, Settings
from tests.service.support import PAGE, MakeApp, is_problem, serving


def test_keys_of_the_variable_and_the_file_hold_alike(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("second\n\n  third \nfirst\n")
    assert keys(Settings(api_keys=("first",), api_keys_file=str(file))) == (b"first", b"second", b"third")


def test_a_file_of_keys_that_is_empty_or_missing_opens_no_door(tmp_path: Path) -> None:
    empty = tmp_path / "keys"
    empty.write_text("\n  \n")
    for path in (empty, tmp_path / "missing"):
        with pytest.raises(BadSettings, match="UNCHROME_API_KEYS_FILE"):
            keys(Settings(api_keys_file=str(path)))


def test_a_link_is_no_key_file(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("first\n")
    (tmp_path / "link").symlink_to(tmp_path / "keys")
    with pytest.raises(BadSettings, match="symbolic link"):
        keys(Settings(api_keys_file=str(tmp_path / "link")))


@pytest.mark.parametrize("size", [65_537, 1_000_000])
def test_a_file_too_large_for_keys_is_not_read_to_its_end(tmp_path: Path, size: int) -> None:
    (tmp_path / "keys").write_bytes(b"k" * size)
    with pytest.raises(BadSettings, match="larger than 65,536 bytes"):
        keys(Settings(api_keys_file=str(tmp_path / "keys")))


def test_a_pipe_a_device_or_a_folder_is_no_key_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(BadSettings, match="regular file"):
            keys(Settings(api_keys_file=str(path)))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_the_loopback_needs_no_key(host: str) -> None:
    assert is_loopback(host)
    check_exposure(Settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "localhost.example.org", ""])
def test_any_other_address_needs_a_key_or_a_word(host: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="UNCHROME_ALLOW_NO_KEY"):
        check_exposure(Settings(host=host))
    check_exposure(Settings(host=host, allow_no_key=True))
    check_exposure(Settings(host=host, api_keys=("first",)))
    (tmp_path / "keys").write_text("first\n")
    check_exposure(Settings(host=host, api_keys_file=str(tmp_path / "keys")))


def test_a_start_that_would_let_anybody_in_is_refused_in_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match="UNCHROME_ALLOW_NO_KEY"),
        serving(tmp_path, "service.wsgi:app", UNCHROME_HOST="0.0.0.0"),
    ):
        pass
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def test_every_key_is_compared_whichever_fits(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def compare(sent: bytes, key: bytes) -> bool:
        compared.append(key)
        return sent == key

    monkeypatch.setattr(auth.hmac, "compare_digest", compare)
    client = make_app(api_keys=("first", "second", "third")).test_client()
    for sent in ("first", "third", "none", "f", ""):
        compared.clear()
        client.get("/v1/rules", headers={"X-Api-Key": sent})
        assert compared == [b"first", b"second", b"third"], sent


def test_a_key_that_has_enough_under_way_is_sent_away_and_another_is_not(make_app: MakeApp) -> None:
    app = make_app(processes=2, api_keys=("greedy", "other"), requests_per_key=1)

    def send(key: str, text: str) -> int:
        body = json.dumps({"text": text, "deadline_ms": 3_000})
        answer = app.test_client().post(
            "/v1/articles", data=body, content_type="application/json", headers={"X-Api-Key": key}
        )
        if answer.status_code == 503:
            assert "This API key" in is_problem(answer, 503, "saturated")
        return answer.status_code

    assert send("greedy", PAGE) == 200
    with ThreadPoolExecutor() as threads:
        hanging = threads.submit(send, "greedy", "HANG")
        while not REGISTRY.get_sample_value("unchrome_pages_in_cleaning"):
            assert not hanging.done()
        assert send("greedy", PAGE) == 503
        assert send("other", PAGE) == 200
        assert hanging.result() == 504
    assert send("greedy", PAGE) == 200
