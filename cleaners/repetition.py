"""Which lines recur over pages of one site, told from the pages as they go by, in bounded memory.

What stands in the body of several different articles of one site was written by none of their authors: it is the
site's (a call to subscribe, a notice, a standing link). The idea is that of site style trees (Yi, Liu and Li, KDD 2003)
and of line counts over pages of a host as corpora are cleaned by (CCNet: Wenzek et al., LREC 2020), held here to lines
that single pages cannot tell from body text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from cleaners.normalise import key, visible
from cleaners.segments import Segment

#: what a page's text is made of: fingerprint of a line -> its letters and digits
KeptLines = dict[int, int]

#: a line with fewer letters and digits says too little to be anybody's
_SHORTEST: Final = 12
#: lines of one page that are looked at
_MOST_OF_A_PAGE: Final = 1000
#: pages of a site a line has to be on, and more than this share of them
_PAGES: Final = 3
_SHARE: Final = 0.5
#: a page with more than this share of its text known from others is printed again, and tells nothing new
_PRINTED_AGAIN: Final = 0.8
#: from so many pages or lines of a site on, what was seen earlier counts half
_LONG_AGO: Final = 512
_MANY_LINES: Final = 20_000
#: lines of all sites that are remembered; beyond, the site not seen for longest is forgotten
_MOST_LINES: Final = 200_000


def fingerprint(text: str) -> int | None:
    """The same number for lines that say the same, blanks, case and signs aside; ``None`` for very short ones."""
    said = key(text)
    if len(said) < _SHORTEST:
        return None
    return int.from_bytes(hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).digest())


def kept_lines(segments: Iterable[Segment]) -> KeptLines:
    """The lines of the text of a cleaned page."""
    lines: KeptLines = {}
    for segment in segments:
        if segment.role in ("body", "lead") and (mark := fingerprint(visible(segment.text))) is not None:
            lines[mark] = len(key(segment.text))
            if len(lines) == _MOST_OF_A_PAGE:
                break
    return lines


class _Site:
    """How many pages of a site were seen, and on how many of them each line stood."""

    __slots__ = ("counts", "pages")

    def __init__(self) -> None:
        self.pages = 0
        self.counts: dict[int, int] = {}

    def add(self, lines: KeptLines) -> None:
        known = sum(size for line, size in lines.items() if line in self.counts)
        if not lines or known > _PRINTED_AGAIN * sum(lines.values()):
            return
        self.pages += 1
        for line in lines:
            self.counts[line] = self.counts.get(line, 0) + 1
        if self.pages >= _LONG_AGO or len(self.counts) > _MANY_LINES:
            self.pages //= 2
            self.counts = {line: count // 2 for line, count in self.counts.items() if count > 1}


class Sites:
    """The pages of all sites of one batch. Depends on nothing but the pages and their order."""

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}
        self._lines = 0

    def add(self, host: str, lines: KeptLines) -> None:
        """Count the ``lines`` of one more page of ``host``, unless it is one printed again."""
        site = self._sites.pop(host, None) or _Site()
        self._sites[host] = site  # the last of the dictionary is the one seen last
        before = len(site.counts)
        site.add(lines)
        self._lines += len(site.counts) - before
        while self._lines > _MOST_LINES and len(self._sites) > 1:
            oldest = next(iter(self._sites))
            self._lines -= len(self._sites.pop(oldest).counts)

    def recurring(self, host: str, lines: KeptLines) -> frozenset[int]:
        """Those of the ``lines`` of a page that recur: they stand on three pages of ``host``, and on most of them."""
        site = self._sites.get(host)
        if site is None:
            return frozenset()
        enough = max(_PAGES - 1, _SHARE * site.pages)
        return frozenset(line for line in lines if site.counts.get(line, 0) > enough)
