"""What runs in a cleaning process: its set-up, and the cleaning of one page after the other."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import itertools
import json
import multiprocessing
import os
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Final

from cleaners import Article, CleaningError, Options, Page, clean
from cleaners.repetition import kept_lines
from service.logs import frames
from service.memory import trim
from service.pipe import Pipe

Cleaner = Callable[[Page, Options], Article]

#: exit status of a process whose page needed more memory than it may have
OUT_OF_MEMORY: Final = 86
#: what a process says once it can take a page
READY: Final = b"ready"
#: the longest request (bytes); no body may be nearly as long
_MAX_REQUEST: Final = (1 << 32) - 1
#: a page this long (characters) leaves much memory to give back; any page leaves a little
_LARGE: Final = 1 << 18
_TRIM_EVERY: Final = 50
_PR_SET_PDEATHSIG: Final = 1

_PARAGRAPH: Final = (
    "Sáng nay người dân trong xóm cùng nhau dọn con đường dẫn ra bến sông, nơi phiên chợ đầu năm họp vào cuối tuần; "
    "theo trưởng thôn, hơn bốn mươi gia đình đã góp công và mọi việc sẽ xong trước thứ Bảy. "
)
#: a page that any sound installation can clean; the readiness check and the warm-up send it through the real path
SAMPLE: Final = Page(
    "html",
    "<!DOCTYPE html><html lang=vi><head><title>Xóm nhỏ dọn đường đón chợ</title></head><body><nav><a href=/>Trang chủ"
    "</a></nav><article><h1>Xóm nhỏ dọn đường đón chợ</h1>"
    + "".join(f"<p>{number}. {_PARAGRAPH * 2}</p>" for number in ("Một", "Hai", "Ba", "Bốn"))
    + "</article><footer>Bản quyền thuộc về Xóm nhỏ</footer></body></html>",
    language="vi",
)
SAMPLE_TEXT: Final = Page("text", "\n".join(["Trang chủ", *[_PARAGRAPH * 2] * 4, "Lượt truy cập: 12"]), language="vi")


class CleanerFailed(Exception):
    """The cleaner raised something it should not have; ``kind`` is its type, ``where`` the frames. No page text."""

    def __init__(self, kind: str, where: list[str]) -> None:
        super().__init__(kind, where)
        self.kind = kind
        self.where = where


def warm_up(cleaner: Cleaner = clean, rules: str | None = None) -> None:
    """Clean the built-in pages, so that whatever is loaded or compiled on first use is there."""
    for page in (SAMPLE, SAMPLE_TEXT):
        with contextlib.suppress(Exception):  # what is wrong will show, with a better message, on a real page
            cleaner(page, Options(rules=rules))


def set_up(cleaner: Cleaner, memory_mb: int, rules: str | None) -> None:
    """Make this process harmless, then warm it up, so that the first page is as quick as the tenth."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server; it ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # die at once, even inside a C function
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # never outlive the server
    with contextlib.suppress(OSError):  # if the machine runs out of memory, this process goes first
        Path("/proc/self/oom_score_adj").write_text("1000")
    if server := multiprocessing.parent_process():
        _die_with(server.sentinel)
    warm_up(cleaner, rules)
    limit = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump of this process would hold the page


def _die_with(sentinel: int) -> None:
    """Have the kernel end this process when ``sentinel`` tells that the server is gone, even inside a C function.

    The fork server lives as long as any process it forked, so its death comes too late for a page that hangs.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)
    if wait([sentinel], 0):  # it went before we asked
        os._exit(1)


def serve(end: socket.socket, cleaner: Cleaner, fallback: Cleaner | None, memory_mb: int, rules: str | None) -> None:
    """Clean the pages that come through ``end``, as messages of a `Pipe`, until it is closed.

    Each is a pickled tuple of page, options, whether to take the ``fallback`` and whether to tell the lines of the text
    as well; what is answered is JSON, see `answer`. A page that needs too much memory ends the process: what is left
    of it cannot be trusted.
    """
    set_up(cleaner, memory_mb, rules)
    pipe = Pipe(end, _MAX_REQUEST)
    pipe.send(READY)
    for number in itertools.count(1):
        try:
            page, options, fast, with_lines = pickle.loads(pipe.receive())  # noqa: S301 - it is the server's
            pipe.send(answer(fallback if fast and fallback else cleaner, page, options, with_lines))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except (EOFError, ConnectionError):
            return
        large = len(page.content) > _LARGE
        del page, options
        if large or number % _TRIM_EVERY == 0:  # the answer is out, so nobody waits for this
            trim()


def answer(cleaner: Cleaner, page: Page, options: Options, with_lines: bool = False) -> bytes:
    """The article as JSON in UTF-8, or ``{"error": name, "arguments": […]}`` for what the cleaner raised.

    ``with_lines``, a second line has pairs of what the text is made of, to be compared with other pages of the site
    (see `cleaners.repetition.kept_lines`).
    """
    try:
        article = cleaner(page, options)
        told = _json(article.as_dict(options.include))
        return told + b"\n" + _json(list(kept_lines(article.segments).items())) if with_lines else told
    except CleaningError as error:
        known = next(each for each in type(error).__mro__ if each.__module__ == CleaningError.__module__)
        return _json({"error": known.__name__, "arguments": error.args})
    except MemoryError:
        raise
    except Exception as error:
        # without its message, which may quote the page
        return _json({"error": "CleanerFailed", "arguments": (type(error).__qualname__, frames(error))})


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
