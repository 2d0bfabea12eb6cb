from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient

from cleaners import pipeline
from cleaners.segments import KINDS
from tests.service.support import PAGE, ROOT, MakeApp, post_json


def test_the_service_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/livez").json == {"status": "ok"}
    answer = client.get("/readyz")
    assert answer.json is not None
    assert answer.json["status"] == "ok"


def test_versions_are_strings(client: FlaskClient) -> None:
    answer = client.get("/version")
    assert answer.json is not None
    assert answer.json["service"]
    assert all(isinstance(value, str) for value in answer.json.values())


def test_versions_are_those_an_article_names_also_with_rules_of_ones_own(make_app: MakeApp, tmp_path: Path) -> None:
    pack = """
pack: own
language: null
rules:
  - id: own.counter.ferries
    kind: counter
    pattern: '\\d+ ferries passed'
    where: anywhere
    example: 12 ferries passed
    trap: The ferries passed us.
"""
    (tmp_path / "own.yaml").write_text(pack)
    told = make_app(rules=str(tmp_path)).test_client().get("/version").json
    assert told == pipeline.versions(str(tmp_path))
    assert told != pipeline.versions()


def test_the_contract_is_served_as_it_was_written(client: FlaskClient) -> None:
    written = (ROOT / "openapi.yaml").read_bytes()
    assert client.get("/openapi.yaml").data == written
    assert json.loads(client.get("/openapi.json").data) == yaml.safe_load(written)


def test_the_rules_in_force_are_listed(client: FlaskClient) -> None:
    answer = client.get("/v1/rules")
    assert answer.json is not None
    assert {rule["id"] for rule in answer.json["rules"]}


@pytest.mark.parametrize("workers", [True, False])
def test_causes_and_kinds_are_counted_from_zero(tmp_path: Path, workers: bool) -> None:
    environment = os.environ | ({"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)} if workers else {})
    call = "import sys, service.app, service.metrics as m; sys.stdout.buffer.write(m.exposition())"
    told = subprocess.run([sys.executable, "-c", call], cwd=ROOT, env=environment, capture_output=True, check=True)
    rows = told.stdout.decode().splitlines()
    for name, label, values in (
        ("saturated", "cause", ("queue", "wait", "key", "start")),
        ("process_restarts", "cause", ("deadline", "called off", "crash", "memory", "killed", "start", "recycled")),
        ("removed_segments", "kind", KINDS),
    ):
        for value in values:
            assert f'unchrome_{name}_total{{{label}="{value}"}} 0.0' in rows


def test_figures_count_requests_by_route_and_not_by_path(client: FlaskClient) -> None:
    post_json(client, text=PAGE)
    post_json(client, text="")
    client.get("/nowhere/at/all")
    figures = client.get("/metrics").text
    assert 'unchrome_requests_total{method="POST",problem="",route="/v1/articles",status="200"}' in figures
    assert 'unchrome_pages_without_article_total{reason="blank"}' in figures
    assert 'route="/v1/articles",status="422"' in figures
    assert "/nowhere" not in figures
