"""From an HTTP request to a page: JSON, the page itself, or a form with the page as its file."""

from __future__ import annotations

import io
import json
from typing import Final, NoReturn

from flask import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from cleaners import CleaningError, NotAPage, Page, UnreadablePage
from cleaners.decode import decode
from cleaners.page import PageKind
from schemas.errors import Fault, PayloadError, step
from schemas.request import Hints, load_article_request, load_query
from service.body import read_body
from service.problems import Problem, sentence
from service.settings import Settings

#: media types of a page sent as it is
_KINDS: Final[dict[str, PageKind]] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_ACCEPTED: Final = ("application/json", *_KINDS, "multipart/form-data")
_UTF_8: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def read_page(request: Request, settings: Settings) -> tuple[Page, Hints]:
    """The page of ``request`` and what the caller wants of it. Raises `Problem` for whatever is wrong with it."""
    media_type, parameters = parse_options_header(request.headers.get("Content-Type", ""))
    media_type = media_type.lower()
    if media_type not in _ACCEPTED:
        said = f"{media_type} is not taken" if media_type else "Content-Type is missing"
        raise _unsupported(f"{said}; a page is sent as {', '.join(_ACCEPTED)}.")
    if media_type == "application/json":
        if not is_utf_8(parameters.get("charset")):
            raise _unsupported("JSON is sent as UTF-8; leave the charset out.")
        if request.args:
            said = "Query parameters are not taken with JSON; the options are keys of the body."
            raise Problem.invalid(*(Fault(step("", name), said) for name in request.args))
        return _from_json(parse_json(read_body(request, settings)))
    hints = _hints(request)
    body = read_body(request, settings)
    if media_type == "multipart/form-data":
        return _from_form(body, media_type, parameters, hints), hints
    return _from_bytes(body, _KINDS[media_type], parameters.get("charset"), hints), hints


def is_utf_8(charset: str | None) -> bool:
    """Whether ``charset``, the parameter of a Content-Type, is what JSON has to be in; none is that, too."""
    return (charset or "utf-8").lower() in _UTF_8


def _unsupported(detail: str) -> Problem:
    return Problem("unsupported-media-type", detail, headers={"Accept": ", ".join(_ACCEPTED)})


def _hints(request: Request) -> Hints:
    try:
        return load_query(request.args.items(multi=True))
    except PayloadError as error:
        raise Problem.invalid(*error.faults, more=error.more) from error


def parse_json(body: bytes, called: str = "body") -> object:
    """The JSON text ``body``, known to callers as ``called``. Raises a 400 `Problem` that says where it is broken."""
    if not body.strip():
        raise Problem("malformed-request", f"The {called} is empty; a JSON object with html or text is needed.")
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise Problem("malformed-request", f"The JSON is not UTF-8: byte {error.start} does not fit.") from error
    except json.JSONDecodeError as error:
        said = error.msg.removesuffix(" at")  # some messages go on with the place
        where = f"line {error.lineno}, column {error.colno}" if called == "body" else f"column {error.colno}"
        raise Problem("malformed-request", f"The {called} is not JSON: {said} at {where}.") from error
    except RecursionError as error:
        raise Problem("malformed-request", "The JSON is nested too deep.") from error
    except ValueError as error:
        raise Problem("malformed-request", "The JSON holds NaN, Infinity or a number of too many digits.") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _from_json(data: object) -> tuple[Page, Hints]:
    try:
        loaded = load_article_request(data)
    except PayloadError as error:
        raise Problem.invalid(*error.faults, more=error.more) from error
    return loaded.page(), loaded.hints


def _from_bytes(data: bytes, kind: PageKind, charset: str | None, hints: Hints) -> Page:
    try:
        decoded = decode(data, kind, charset)
    except NotAPage as error:
        raise _unsupported(sentence(error)) from error
    except UnreadablePage as error:
        remedy = "" if charset else " If it is text, name its charset in Content-Type."
        raise Problem("malformed-request", sentence(error) + remedy) from error
    return hints.page(kind, decoded.text, decoded.encoding, decoded.warnings)


def refused_content(error: CleaningError, page: Page) -> Problem:
    """The answer when cleaning found that ``page`` is none. In JSON there is a key to point at; a body has none."""
    if page.encoding is None:
        return Problem.invalid(Fault(f"/{page.kind}", sentence(error)))
    return _unsupported(sentence(error))


def _in_memory(*_: object, **__: object) -> io.BytesIO:
    return io.BytesIO()


def _from_form(body: bytes, media_type: str, parameters: dict[str, str], hints: Hints) -> Page:
    # the body is in memory already and within its limits; a form has one part, so a few are enough to say what is wrong
    parser = FormDataParser(stream_factory=_in_memory, max_form_memory_size=None, max_form_parts=20, silent=False)
    try:
        _, fields, files = parser.parse(io.BytesIO(body), media_type, len(body), parameters)
    except RequestEntityTooLarge as error:
        raise Problem.invalid(Fault("", "The form has too many parts; it has one, the file “page”.")) from error
    except ValueError as error:
        raise Problem("malformed-request", "The multipart body is malformed, or its boundary is missing.") from error
    faults = [Fault(f"/{name}", "This part is not known; options are query parameters.") for name in (*fields, *files)]
    faults = [fault for fault in faults if fault.pointer != "/page"]
    pages: list[FileStorage] = files.getlist("page")
    if len(pages) != 1 or "page" in fields:
        faults.append(Fault("/page", "Exactly one file part named “page”, with a filename, is needed."))
    if faults:
        raise Problem.invalid(*faults)
    part_type, part_parameters = parse_options_header(pages[0].headers.get("Content-Type", ""))
    kind = _KINDS.get(part_type.lower())
    if kind is None:
        raise _unsupported(f"The part “page” needs a Content-Type of its own, one of {', '.join(_KINDS)}.")
    return _from_bytes(pages[0].stream.read(), kind, part_parameters.get("charset"), hints)
