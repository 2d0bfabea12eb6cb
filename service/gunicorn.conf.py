"""How gunicorn runs the service. Deadlines of pages are the pool's business, not gunicorn's."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import Any, Final

from service.keys import is_loopback, keys
from service.logs import configuration, configure, logger
from service.preflight import check, check_address
from service.settings import BadSettings, from_environment, unknown_variables

_FIGURES: Final = "PROMETHEUS_MULTIPROC_DIR"

try:
    _settings = from_environment()
    check(_settings)
except BadSettings as error:
    sys.exit(f"unchrome: {error}")

bind = _settings.address
workers = _settings.workers
worker_class = "service.unparsed.Worker"
threads = _settings.threads
# a worker whose main loop hangs is replaced; a hanging page never gets there
timeout = 60
graceful_timeout = _settings.graceful_timeout
keepalive = 5
# the parser in C, were it installed, lets control characters in headers pass
http_parser = "python"
worker_connections = 1000
# an address in a query may be 2,048 characters, each of which percent-encoding makes longer; gunicorn allows no more
limit_request_line = 8190
# heartbeats on a disk can block for seconds
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - heartbeat files, unlinked at once
control_socket_disable = True
logger_class = "service.server_log.ServerLogger"
logconfig_dict = configuration(_settings.log_level)
configure()

# Workers leave their figures in a folder. prometheus_client looks at the variable when it is imported, which is why
# the hooks below import what needs it only when they run.
_own_folder = None if _FIGURES in os.environ else tempfile.mkdtemp(prefix="unchrome-metrics-")
if _own_folder:
    os.environ[_FIGURES] = _own_folder


def on_starting(_server: Any) -> None:
    """Say what would otherwise go unnoticed. Runs once, before the port is taken; not when settings are read anew."""
    try:
        check_address(_settings)
    except BadSettings as error:
        on_exit(_server)
        sys.exit(f"unchrome: {error}")
    for name in unknown_variables():
        logger().warning("no such setting", variable=name)
    if not is_loopback(_settings.host) and not keys(_settings):
        logger().warning("whoever reaches the port may call the service: there is no API key", host=_settings.host)


def post_worker_init(worker: Any) -> None:
    """Start the cleaning processes before the first request asks for one."""
    from service.extension import of
    from service.memory import few_arenas

    few_arenas()
    of(worker.wsgi).pool.start()


def worker_exit(_server: Any, worker: Any) -> None:
    """End the cleaning processes with their worker."""
    from service.extension import of

    if app := getattr(worker, "wsgi", None):  # a worker that failed to start has none
        of(app).pool.stop()


def child_exit(_server: Any, worker: Any) -> None:
    """Forget what a worker that is gone had under way."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:
    """Leave nothing behind."""
    if _own_folder:
        shutil.rmtree(_own_folder, ignore_errors=True)
