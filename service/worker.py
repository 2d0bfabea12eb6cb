"""What runs in a cleaning process: its set-up, and the cleaning of one page."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cleaners import Article, CleaningError, Options, Page, clean
from cleaners.repetition import KeptLines, kept_lines
from service.logs import frames

Cleaner = Callable[[Page, Options], Article]

#: exit status of a process whose page needed more memory than it may have
OUT_OF_MEMORY: Final = 86
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
    warm_up(cleaner, rules)
    limit = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def run(cleaner: Cleaner, page: Page, options: Options) -> dict[str, Any]:
    """Clean ``page``: the article as plain JSON types.

    Raises `CleaningError` as the cleaner does, and `CleanerFailed` for everything else. A page that needs too much
    memory ends the process: what is left of it cannot be trusted.
    """
    try:
        return cleaner(page, options).as_dict(options.include)
    except CleaningError:
        raise
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:
        raise CleanerFailed(type(error).__qualname__, frames(error)) from None


def run_with_lines(cleaner: Cleaner, page: Page, options: Options) -> tuple[dict[str, Any], KeptLines]:
    """Like `run`, and besides the article what its text is made of, to be compared with other pages of the site."""
    lines: KeptLines = {}

    def noted(page: Page, options: Options) -> Article:
        article = cleaner(page, options)
        lines.update(kept_lines(article.segments))
        return article

    return run(noted, page, options), lines
