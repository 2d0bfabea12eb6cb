"""Every setting: one environment variable each, read once at start, validated, and documented here alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from typing import Any, Final, get_type_hints

from environs import Env, EnvValidationError
from marshmallow import validate

_MIB: Final = 1 << 20
_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadSettings(ValueError):
    """A setting cannot be used; the message names the variable and the reason."""


def _setting(default: Any, about: str, *, check: Any = None, variable: str | None = None, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"about": about, "check": check, "variable": variable})


def _between(least: float, most: float | None = None) -> validate.Range:
    return validate.Range(min=least, max=most)


@dataclass(slots=True, frozen=True)
class Settings:
    """The service's settings; `from_environment` reads them."""

    port: int = _setting(8000, "TCP port to listen on", check=_between(1, 65535), variable="PORT")
    host: str = _setting("127.0.0.1", "address to listen on; `0.0.0.0` for every interface (the image's default)")
    workers: int = _setting(1, "HTTP worker processes, each with its own pool of cleaning processes", check=_between(1))
    processes: int = _setting(
        0, "cleaning processes of each worker; 0 shares the usable CPUs among the workers", check=_between(0)
    )
    queue: int = _setting(
        32, "requests of each worker that may wait for a cleaning process; one more is a 503", check=_between(0)
    )
    slot_wait: float = _setting(
        5.0, "seconds a request may wait for a cleaning process before a 503", check=_between(0)
    )
    deadline_ms: int = _setting(15_000, "milliseconds a page may take when the request does not say", check=_between(1))
    max_deadline_ms: int = _setting(60_000, "the most milliseconds a request may ask for", check=_between(1))
    memory_mb: int = _setting(
        2048, "address space of a cleaning process in MiB; a page that needs more is a 500", check=_between(256)
    )
    pages_per_process: int = _setting(
        500, "pages after which a cleaning process is replaced; 0 for never", check=_between(0)
    )
    max_body_bytes: int = _setting(16 * _MIB, "the largest body as sent, before inflation", check=_between(1))
    max_inflated_bytes: int = _setting(32 * _MIB, "the largest body after inflation", check=_between(1))
    max_inflation: int = _setting(
        100, "the highest ratio of inflated to sent size (checked from 1 MiB inflated on)", check=_between(1)
    )
    body_timeout: float = _setting(30.0, "seconds a body may pause while it is being sent", check=_between(0.1))
    batches: int = _setting(4, "batches each worker takes at a time; one more is a 503", check=_between(0))
    batch_processes: int = _setting(
        0, "cleaning processes of each worker that batches may use at a time; 0 for all", check=_between(0)
    )
    batch_timeout: float = _setting(
        120.0, "seconds the sender of a batch may neither send lines nor read answers", check=_between(0.1)
    )
    max_line_bytes: int = _setting(
        16 * _MIB, "the longest line of a batch, after inflation; a longer one is skipped", check=_between(1)
    )
    max_lines: int = _setting(1_000_000, "the most lines of a batch; what follows is not read", check=_between(1))
    batch_buffer_bytes: int = _setting(
        16 * _MIB, "what a batch holds of lines and of answers that its sender has not read yet", check=_between(1)
    )
    rules: str | None = _setting(None, "folder of your own rule packs (`*.yaml`), besides the built-in ones")
    api_keys: tuple[str, ...] = _setting(
        (), "API keys, parted by commas; with none set, no key is asked for", secret=True
    )
    api_keys_file: str | None = _setting(None, "file with one API key a line, besides `UNCHROME_API_KEYS`")
    allow_no_key: bool = _setting(
        False, "whether the service may listen beyond the loopback (`UNCHROME_HOST`) without any API key"
    )
    requests_per_key: int = _setting(
        0,
        "requests that one API key may have under way in each worker; one more is a 503; 0 for no limit",
        check=_between(0),
    )
    metrics_need_key: bool = _setting(False, "whether `/metrics` asks for an API key as well")
    traces: bool = _setting(
        False, "whether requests are traced with OpenTelemetry (extra `otel`; its `OTEL_*` variables say where to)"
    )
    log_level: str = _setting("INFO", f"least severe log line: {', '.join(_LEVELS)}", check=validate.OneOf(_LEVELS))
    graceful_timeout: int = _setting(
        65, "seconds that requests under way may take to finish after SIGTERM", check=_between(1)
    )

    @property
    def address(self) -> str:
        """Where to listen, as gunicorn wants it."""
        host = f"[{self.host}]" if ":" in self.host and not self.host.startswith("[") else self.host
        return f"{host}:{self.port}"

    @property
    def slots(self) -> int:
        """Pages one worker cleans at a time: one for each of its cleaning processes."""
        return self.processes or max(1, len(os.sched_getaffinity(0)) // self.workers)

    @property
    def batch_slots(self) -> int:
        """Pages of batches that one worker cleans at a time."""
        return min(self.batch_processes or self.slots, self.slots)

    @property
    def threads(self) -> int:
        """Request threads of a worker: all that may clean or wait, and spare ones so that health checks get through."""
        return self.slots + self.queue + self.batches + 16


def variable(name: str) -> str:
    """The environment variable of the setting ``name``."""
    own: str | None = Settings.__dataclass_fields__[name].metadata["variable"]
    return own or f"UNCHROME_{name.upper()}"


def unknown_variables() -> list[str]:
    """Variables that look like settings and are none: worth a warning, since a typo is silent otherwise.

    What Kubernetes sets for a service named ``unchrome`` (``UNCHROME_PORT…``, ``UNCHROME_SERVICE_…``) is left out.
    """
    known = {variable(each.name) for each in fields(Settings)}
    foreign = ("UNCHROME_PORT", "UNCHROME_SERVICE_")
    return sorted(
        name
        for name in os.environ
        if name.startswith("UNCHROME_") and name not in known and not name.startswith(foreign)
    )


def from_environment() -> Settings:
    """Read the settings. Raises `BadSettings` for a value that does not fit."""
    env, types = Env(), get_type_hints(Settings)
    values: dict[str, Any] = {}
    for each in fields(Settings):
        if not os.environ.get(variable(each.name)):
            continue
        kind = types[each.name]
        read: Any = {int: env.int, float: env.float, bool: env.bool, tuple[str, ...]: env.list}.get(kind, env.str)
        check = each.metadata["check"]
        try:
            value = read(variable(each.name), validate=check)
        except EnvValidationError as error:
            said = " ".join(map(str, error.error_messages))
            said = said[:1].lower() + said[1:].rstrip(".")
            raise BadSettings(f"{variable(each.name)} is {os.environ[variable(each.name)]!r}: {said}") from error
        values[each.name] = tuple(key.strip() for key in value if key.strip()) if isinstance(value, list) else value
    settings = Settings(**values)
    if settings.deadline_ms > settings.max_deadline_ms:
        raise BadSettings(f"{variable('deadline_ms')} is above {variable('max_deadline_ms')}")
    return settings


def table() -> str:
    """The settings as a Markdown table, as the README prints it."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for each in fields(Settings):
        default = "" if each.default in (None, ()) else f"`{each.default}`"
        rows.append(f"| `{variable(each.name)}` | {default} | {each.metadata['about']} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
