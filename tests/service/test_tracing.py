"""Spans, with the SDK's own exporter into memory in place of a collector."""

from __future__ import annotations

import pytest
from flask import Flask
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from service import tracing
from service.settings import BadSettings, Settings
from tests.service.support import PAGE, MakeApp, post_json


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture(scope="module")
def traced(make_app: MakeApp, exporter: InMemorySpanExporter) -> Flask:
    app = make_app()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.install(app, Settings(traces=True), provider)
    return app


def test_a_request_is_a_span_under_its_callers(traced: Flask, exporter: InMemorySpanExporter) -> None:
    exporter.clear()
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    headers = {"traceparent": parent, "X-Request-ID": "order-66"}
    answer = traced.test_client().post(
        "/v1/articles?url=https://hidden.example/1", json={"text": PAGE}, headers=headers
    )
    assert answer.status_code == 422  # the query is not taken with JSON
    (span,) = exporter.get_finished_spans()
    assert span.name == "POST /v1/articles"
    assert span.context is not None
    assert f"{span.context.trace_id:032x}" == "0af7651916cd43dd8448eb211c80319c"
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == "b7ad6b7169203331"
    assert dict(span.attributes or {}) == {
        "http.request.method": "POST",
        "http.route": "/v1/articles",
        "http.response.status_code": 422,
        "error.type": "invalid-request",
        "unchrome.request_id": "order-66",
    }


def test_a_span_tells_nothing_of_the_page_and_of_paths_that_callers_make_up(
    traced: Flask, exporter: InMemorySpanExporter
) -> None:
    exporter.clear()
    post_json(traced.test_client(), text=PAGE)
    traced.test_client().get("/made/up")
    told = "".join(span.to_json() for span in exporter.get_finished_spans())
    assert "/v1/articles" in told
    assert "người dân" not in told
    assert "made" not in told


def test_a_failure_of_ours_is_one_of_the_span(traced: Flask, exporter: InMemorySpanExporter) -> None:
    exporter.clear()
    assert post_json(traced.test_client(), text="STUMBLE").status_code == 500
    (span,) = exporter.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR


def test_traces_that_cannot_be_had_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    tracing.check_tracing(Settings(traces=True))
    monkeypatch.setattr(tracing, "_NEEDED", ("opentelemetry.nowhere", "nowhere.at.all"))
    tracing.check_tracing(Settings())
    with pytest.raises(BadSettings, match="UNCHROME_TRACES needs the extra"):
        tracing.check_tracing(Settings(traces=True))
