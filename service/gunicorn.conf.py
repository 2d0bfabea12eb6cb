"""How gunicorn runs the service. Deadlines of pages are the pool's business, not gunicorn's."""

from __future__ import annotations

import os
import sys
from typing import Any

from service.app import check
from service.extension import of
from service.logs import configuration, configure, logger
from service.settings import BadSettings, from_environment, unknown_variables

try:
    _settings = from_environment()
    check(_settings)
except BadSettings as error:
    sys.exit(f"unchrome: {error}")

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
worker_class = "gthread"
threads = _settings.threads
# a worker whose main loop hangs is replaced; a hanging page never gets there
timeout = 60
graceful_timeout = _settings.graceful_timeout
keepalive = 5
worker_connections = 1000
# heartbeats on a disk can block for seconds
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - only heartbeat files, unlinked at once
control_socket_disable = True
logconfig_dict = configuration(_settings.log_level)
configure()


def on_starting(_server: Any) -> None:
    """Say what would otherwise go unnoticed."""
    for name in unknown_variables():
        logger().warning("no such setting", variable=name)


def post_worker_init(worker: Any) -> None:
    """Start the cleaning processes before the first request asks for one."""
    of(worker.wsgi).pool.start()


def worker_exit(_server: Any, worker: Any) -> None:
    """End the cleaning processes with their worker."""
    if app := getattr(worker, "wsgi", None):  # a worker that failed to start has none
        of(app).pool.stop()
