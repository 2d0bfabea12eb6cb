"""OpenTelemetry, where it is installed and asked for: one span a request, under the caller's ``traceparent``.

The extra ``otel`` brings the SDK and the OTLP exporter; where spans go is said by OpenTelemetry's own variables, such
as ``OTEL_EXPORTER_OTLP_ENDPOINT``. A span names route, status and problem, and nothing of the page.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from typing import Any, Final

from flask import Flask, Response, g, request

from service.identity import request_id
from service.settings import BadSettings, Settings, variable

_NEEDED: Final = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")


def check_tracing(settings: Settings) -> None:
    """Raise `BadSettings` where traces are asked for and cannot be had."""
    if settings.traces and not all(_installed(name) for name in _NEEDED):
        raise BadSettings(f"{variable('traces')} needs the extra “otel”: pip install 'unchrome[otel]'")


def install(app: Flask, settings: Settings, provider: Any = None) -> None:
    """Trace every request of ``app`` where the settings ask for it; ``provider`` is made from the environment."""
    if not settings.traces:
        return
    check_tracing(settings)
    from opentelemetry.trace import SpanKind, Status, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    reader = TraceContextTextMapPropagator()

    @app.before_request
    def begin() -> None:
        # the provider's thread must be this worker's own, hence not before the first request
        tracer = (provider or _provider()).get_tracer("unchrome")
        route = request.url_rule.rule if request.url_rule else ""
        context = reader.extract({name: request.headers.get(name, "") for name in ("traceparent", "tracestate")})
        g.span = tracer.start_span(f"{request.method} {route}".rstrip(), context, SpanKind.SERVER)
        g.span.set_attributes({"http.request.method": request.method, "http.route": route})

    @app.after_request
    def end(response: Response) -> Response:
        span = g.pop("span", None)
        if span is not None:
            span.set_attributes(
                {"http.response.status_code": response.status_code, "unchrome.request_id": request_id()}
            )
            if "problem" in g:
                span.set_attribute("error.type", g.problem)
            if response.status_code >= 500:
                span.set_status(Status(StatusCode.ERROR))
            span.end()
        return response


@lru_cache(maxsize=1)
def _provider() -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "unchrome"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def _installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
