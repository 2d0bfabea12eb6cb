"""The figures, as they are added up over the workers."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from service import metrics


def test_a_file_that_is_being_made_is_read_once_it_is_filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "counter_7.db"
    file.touch()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setattr(metrics.time, "sleep", lambda _seconds: file.write_bytes(struct.pack("ii", 8, 0)))
    assert metrics.exposition() == b""


def test_a_file_that_stays_broken_is_no_silence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "counter_7.db").touch()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setattr(metrics.time, "sleep", lambda _seconds: None)
    with pytest.raises(struct.error):
        metrics.exposition()
