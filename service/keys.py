"""Where API keys come from: the environment or a file, and never the command line, which every process can read."""

from __future__ import annotations

import errno
import ipaddress
import os
import stat
from typing import Final

from service.settings import BadSettings, Settings, variable

#: the largest key file (bytes), some thousand keys
_MAX_FILE: Final = 1 << 16


def keys(settings: Settings) -> tuple[bytes, ...]:
    """All API keys, from the variable and the file. Raises `BadSettings` for a file that gives none or is unfit."""
    found = [key.encode() for key in settings.api_keys]
    if settings.api_keys_file is not None:
        try:
            content = _read(settings.api_keys_file)
        except OSError as error:
            reason = "it is a symbolic link" if error.errno == errno.ELOOP else error.strerror
            raise BadSettings(f"{variable('api_keys_file')}: {settings.api_keys_file}: {reason}") from error
        from_file = [line.strip() for line in content.splitlines() if line.strip()]
        if not from_file:
            # an empty file must not open the door
            raise BadSettings(f"{variable('api_keys_file')}: {settings.api_keys_file} holds no key")
        found += from_file
    return tuple(dict.fromkeys(found))


def check_exposure(settings: Settings) -> None:
    """Raise `BadSettings` where others could reach a service that asks nobody for a key."""
    if is_loopback(settings.host) or settings.allow_no_key or keys(settings):
        return
    raise BadSettings(
        f"{variable('host')} is {settings.host}, which others may reach, and there is no API key. Set "
        f"{variable('api_keys_file')} or {variable('api_keys')}, or {variable('allow_no_key')}=true "
        "if only those who may call it can reach it"
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``; a name other than ``localhost`` might be anybody's."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _read(path: str) -> bytes:
    """The key file. A link could be turned to another file, a device or pipe could never end."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        content = os.read(descriptor, _MAX_FILE + 1)
    finally:
        os.close(descriptor)
    if len(content) > _MAX_FILE:
        raise OSError(errno.EFBIG, f"it is larger than {_MAX_FILE:,} bytes")
    return content
