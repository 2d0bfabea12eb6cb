"""What single strings must look like: addresses, language tags, time zones, moments."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from marshmallow import ValidationError

MAX_URL: Final = 2048

#: an address the page gave: anything more exact would refuse addresses that browsers follow
WEB_ADDRESS: Final = r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"
#: RFC 5646, section 2.1: langtag or privateuse (the grandfathered tags are all replaced by such today)
LANGUAGE_TAG: Final = (
    r"^([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4}|[A-Za-z]{5,8})"
    r"(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?$"
    r"|^[Xx](-[A-Za-z0-9]{1,8})+$"
)
#: a day, or a moment with its zone; that the day exists is checked besides
DAY_OR_MOMENT: Final = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$"
DAY: Final = r"^\d{4}-\d{2}-\d{2}$"

_NOT_IN_URLS: Final = re.compile(r'[\x00-\x20\x7f-\xa0\u2028\u2029<>"\\]')
_HOST: Final = re.compile(r"[^.%\s]+(\.[^.%\s]+)*\.?")
#: crawls name pages by URIs of their own (``crawl:0017``); what holds content or code is no name
_NAME: Final = re.compile(
    r"(?!(?:about|blob|data|file|javascript|mailto|vbscript):)[a-z][a-z0-9+.-]*:(?!//)[^/\\].*", re.IGNORECASE
)
_LANGUAGE_TAG: Final = re.compile(LANGUAGE_TAG, re.ASCII)
_DAY_OR_MOMENT: Final = re.compile(DAY_OR_MOMENT, re.ASCII)
_DAY: Final = re.compile(DAY, re.ASCII)


def tidy_url(value: str) -> str:
    """``value`` with its blanks as a browser takes them: none around it, and escaped inside."""
    return value.strip(" ").replace(" ", "%20")


def is_web_address(value: str) -> bool:
    """Whether a checked ``value`` is an address on the web, and not a name of the caller's own."""
    return value[:5].lower() in ("http:", "https")


def check_url(value: str | None) -> str | None:
    """An absolute http or https URI with a host, at most `MAX_URL` characters, nothing a header could be split with.

    Letters outside ASCII are taken as they are, since that is how browsers show addresses. A URI of another scheme
    is taken too if it can only be a name (`is_web_address`). No address at all is fine.
    """
    if value is None:
        return None
    if len(value) > MAX_URL:
        raise ValidationError(f"This address is longer than {MAX_URL} characters.")
    if _NOT_IN_URLS.search(value):
        raise ValidationError("This address holds a blank, a control character or another that no address may hold.")
    if _NAME.fullmatch(value) and not is_web_address(value):
        return value
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not (":" in host or _HOST.fullmatch(host)):
        raise ValidationError("This must be an absolute http or https address, such as https://example.org/news/1.")
    return value


def check_language(value: str) -> str:
    """A well-formed BCP 47 language tag."""
    if not _LANGUAGE_TAG.fullmatch(value):
        raise ValidationError("This must be a BCP 47 language tag, such as vi, en-GB or zh-Hant.")
    return value


@cache
def _time_zones() -> frozenset[str]:
    # the list of the tzdata package, not of the machine: a machine's holds names of its own, such as localtime
    names = (files("tzdata") / "zones").read_text(encoding="ascii").split()
    return frozenset(names) - {"Factory"}  # what a clock shows that nobody has set yet


def check_time_zone(value: str) -> str:
    """A name of the IANA time zone database, spelt as there; older names that it keeps as links, too."""
    if value not in _time_zones():
        raise ValidationError("This must be an IANA time zone, such as Asia/Ho_Chi_Minh or UTC.")
    return value


def check_day(value: str) -> str:
    """An ISO 8601 day that exists."""
    if not _DAY.fullmatch(value) or not _exists(value):
        raise ValidationError("This must be a day, such as 2021-01-15.")
    return value


def check_day_or_moment(value: str) -> str:
    """An ISO 8601 day, or moment with its zone, that exists."""
    if not _DAY_OR_MOMENT.fullmatch(value) or not _exists(value):
        raise ValidationError("This must be a day or a moment with a zone, such as 2021-01-15T08:41:57+07:00.")
    return value


def _exists(value: str) -> bool:
    try:
        if "T" in value:
            datetime.fromisoformat(value)
        else:
            date.fromisoformat(value)
    except ValueError:
        return False
    return True
