"""Cases: what a case is, how its page is cleaned, and what of the answer differs from what is expected.

A case is a folder with

* ``page.txt`` or ``page.html``, the page as it would be sent;
* ``request.json``, if the caller knows something: ``url``, ``language``, ``crawled_at``, ``timezone``;
* ``article.json``, what has to come back. Only what it names is compared: ``text`` as a list of paragraphs, any
  metadata key, ``warnings``, and ``removed``, a list of ``{"text", "kind"}``, each a snippet of a segment that has to
  be removed as such. Of a page without an article it is ``{"problem": "no-article"}``, with ``reason`` if that matters.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from cleaners import NoArticle, Options, Page, clean
from cleaners.rules.engine import rule_book
from schemas.article import METADATA_KEYS, missing_provenance, validate_article
from schemas.request import load_article_request

FOLDER: Final = Path(__file__).parent
#: what an ``article.json`` may name
EXPECTABLE: Final = frozenset({*METADATA_KEYS, "text", "warnings", "removed", "problem", "reason"})
#: what names a judgement that is no rule of a pack begins with
BUILT_IN: Final = ("text.", "html.")
_PAGES: Final = {"page.txt": "text", "page.html": "html"}

Answer = dict[str, Any]


def cases(folder: Path = FOLDER) -> list[Path]:
    """The folders of all cases."""
    return sorted(path.parent for path in folder.glob("*/article.json"))


def read_page(case: Path) -> Page:
    """The page of a case with what the caller knows about it."""
    names = [name for name in _PAGES if (case / name).exists()]
    assert len(names) == 1, f"{case.name}: a case has either page.txt or page.html"
    content = (case / names[0]).read_bytes().decode("utf-8")
    hints = case / "request.json"
    known = json.loads(hints.read_text(encoding="utf-8")) if hints.exists() else {}
    return load_article_request({**known, _PAGES[names[0]]: content}).page()


def answer_to(page: Page) -> Answer:
    """The whole article of ``page`` with its segments, or the problem in the words of ``article.json``."""
    try:
        return clean(page, Options(include=frozenset({"segments"}))).as_dict(frozenset({"segments"}))
    except NoArticle as error:
        return {"problem": "no-article", "reason": error.reason}


def differences(expected: Answer, answer: Answer) -> list[str]:
    """What of ``answer`` is not as ``expected``, a line each."""
    if unknown := set(expected) - EXPECTABLE:
        return [f"article.json names {sorted(unknown)}, which is nothing to expect"]
    if "problem" in expected or "problem" in answer:
        return [
            f"{key}: expected {expected.get(key, 'an article')!r}, got {answer.get(key, 'an article')!r}"
            for key in expected.keys() & {"problem", "reason"} or {"problem"}
            if expected.get(key) != answer.get(key)
        ]
    found = []
    for key, value in expected.items():
        if key == "removed":
            found += _not_removed(value, answer["segments"])
        elif key == "text":
            found += _text_differences(value, answer["text"].split("\n\n"))
        elif answer[key] != value:
            found.append(f"{key}: expected {value!r}, got {answer[key]!r}")
    return found


def _not_removed(expected: list[dict[str, str]], segments: list[dict[str, Any]]) -> list[str]:
    found = []
    for each in expected:
        holding = [segment for segment in segments if each["text"] in segment["text"]]
        if not any(segment["kind"] == each["kind"] for segment in holding):
            given = [segment["kind"] or segment["role"] for segment in holding] or ["nothing"]
            found.append(f"removed: expected {each['text']!r} to be {each['kind']}, it is {', '.join(given)}")
    return found


def _text_differences(expected: list[str], given: list[str]) -> list[str]:
    missing = [f"text: {paragraph!r} is missing" for paragraph in expected if paragraph not in given]
    extra = [f"text: {paragraph!r} is too much" for paragraph in given if paragraph not in expected]
    if not missing and not extra and expected != given:
        return ["text: the paragraphs are not in their order, or come more often than expected"]
    return missing + extra


def broken_promises(page: Page, answer: Answer) -> list[str]:
    """What holds for every article and does not for this one. Raises `PayloadError` for what is no article at all."""
    if "problem" in answer:
        return []
    validate_article(answer)
    found = [f"provenance of {key} is missing" for key in missing_provenance(answer)]
    named = [entry["rule"] for entry in (*answer["segments"], *answer["provenance"].values())]
    ids = {rule.id for rule in rule_book().rules}
    unknown = {rule for rule in named if rule and rule not in ids and not rule.startswith(BUILT_IN)}
    found += [f"{rule} is neither a rule of a pack nor a built-in judgement" for rule in sorted(unknown)]
    if page.kind == "text":
        covered = [0] * len(page.content)
        for segment in answer["segments"]:
            if page.content[segment["start"] : segment["end"]] != segment["text"]:
                found.append(f"the segment {segment['text']!r} does not stand where it says")
            for place in range(segment["start"], segment["end"]):
                covered[place] += 1
        lost = [place for place, times in enumerate(covered) if times != 1 and not page.content[place].isspace()]
        found += [f"the character at {place} lies in {covered[place]} segments" for place in lost[:5]]
    return found
