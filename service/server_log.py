"""gunicorn's logger, without its access log: the service logs requests itself, with ids, without queries."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger


class ServerLogger(Logger):
    """Logs what gunicorn has to say of itself."""

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Log nothing, and above all do not collect first what would have been logged."""
