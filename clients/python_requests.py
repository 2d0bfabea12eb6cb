"""Calling Unchrome from Python with requests (pip install requests).

    python clients/python_requests.py page.html [http://127.0.0.1:8000]

The address may also stand in UNCHROME_URL; a key stands in UNCHROME_KEY.
`clean` gives back the article as a dictionary; `clean_all` streams many pages through one request.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import requests


class Problem(Exception):
    """What the service says instead of an article; ``slug`` is its kind, such as ``no-article``."""

    def __init__(self, members: dict[str, Any]) -> None:
        super().__init__(members["detail"])
        self.members = members
        self.slug = members["type"].rpartition("/")[2]


class Unchrome:
    """A service at ``url``. One session, so that connections are used again."""

    def __init__(self, url: str = "http://127.0.0.1:8000", key: str | None = None, tries: int = 5) -> None:
        self._url = url.rstrip("/")
        self._tries = tries
        self._session = requests.Session()
        if key:
            self._session.headers["X-Api-Key"] = key

    def clean(self, page: dict[str, Any]) -> dict[str, Any]:
        """The article of ``page``, which has ``html`` or ``text`` and what is known about it. Raises `Problem`."""
        for left in reversed(range(self._tries)):
            answer = self._session.post(f"{self._url}/v1/articles", json=page, timeout=(5, 90))
            # all places are taken: the only answer that calls for the same request again
            if answer.status_code != 503 or not left:
                break
            time.sleep(float(answer.headers.get("Retry-After", 1)))
        if answer.status_code != 200:
            raise Problem(answer.json())
        article: dict[str, Any] = answer.json()
        return article

    def clean_all(self, pages: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """A line with ``article`` or ``problem`` for each of ``pages``, in order.

        requests sends a body to its end before it reads the answer, so this is for as many pages as the service
        holds; cut what is longer into parts of some hundreds.
        """
        lines = (json.dumps(page, ensure_ascii=False).encode() + b"\n" for page in pages)
        answer = self._session.post(
            f"{self._url}/v1/articles/batch",
            data=lines,
            headers={"Content-Type": "application/x-ndjson"},
            stream=True,
            timeout=(5, 300),
        )
        with answer:
            if answer.status_code != 200:
                raise Problem(answer.json())
            for line in answer.iter_lines():
                yield json.loads(line)


def main() -> None:
    """Clean a file and print its title and text."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("url", nargs="?", default=os.environ.get("UNCHROME_URL") or "http://127.0.0.1:8000")
    asked = parser.parse_args()
    service = Unchrome(asked.url, os.environ.get("UNCHROME_KEY"))
    kind = "html" if asked.page.suffix in (".html", ".htm") else "text"
    try:
        article = service.clean({kind: asked.page.read_text(encoding="utf-8"), "include": ["segments"]})
    except Problem as problem:
        sys.exit(f"{problem.slug}: {problem}")
    except requests.ConnectionError:
        sys.exit(f"No service answers at {asked.url}.")
    except OSError as error:
        sys.exit(f"{asked.page} cannot be read: {error.strerror}.")
    print(article["title"])
    print(article["text"])
    removed = [segment for segment in article["segments"] if segment["role"] == "removed"]
    print(f"-- {len(removed)} pieces removed: {', '.join(sorted({segment['kind'] for segment in removed}))}")


if __name__ == "__main__":
    main()
