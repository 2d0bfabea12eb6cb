"""What is checked before the start, so that it fails there, in one line, and not with the first request."""

from __future__ import annotations

import errno
import os
import socket
from typing import Final

from cleaners.rules.engine import rule_book
from cleaners.rules.pack import BrokenPack
from service.keys import check_exposure, keys
from service.settings import BadSettings, Settings, variable
from service.tracing import check_tracing

#: what says that the listening socket is handed down, from a server before or from systemd
_HANDED_DOWN: Final = ("GUNICORN_FD", "LISTEN_FDS")


def check(settings: Settings) -> None:
    """Raise `BadSettings` for what settings ask for and cannot be: keys, exposure, tracing, rule packs."""
    keys(settings)
    check_exposure(settings)
    check_tracing(settings)
    try:
        rule_book(settings.rules)
    except BrokenPack as error:
        raise BadSettings(f"the rule packs cannot be used: {error}") from error


def check_address(settings: Settings) -> None:
    """Raise `BadSettings` where the address cannot be listened on, which gunicorn would try again for seconds."""
    if any(name in os.environ for name in _HANDED_DOWN):
        return
    try:
        found = socket.getaddrinfo(settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            # connections of a server before that linger do not count, and gunicorn does not count them either
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"port {settings.port} is taken by another program; {variable('port')} names another one"
        elif error.errno == errno.EACCES:
            reason = f"port {settings.port} may not be taken by this user; {variable('port')} names another one"
        else:
            reason = f"{variable('host')}: {settings.host}: {error.strerror or error}"
        raise BadSettings(reason) from error
