"""From an answer to the scores of a page, and from pages to the figures of a set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from benchmarks.measure import BodyScore, LineScore, body_score, f1, line_score, same_value, snippet_found
from benchmarks.sets import GoldPage

Outcome = Literal["article", "no-article", "failed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor made of a page: an article as JSON types, a refusal, or a failure that says why."""

    outcome: Outcome
    article: dict[str, Any] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class PageScore:
    """How one answer fared. ``body`` and ``lines`` are ``None`` where the gold gives no body."""

    id: str
    kind: str | None
    expects_article: bool
    outcome: Outcome
    problem: str | None = None
    body: BodyScore | None = None
    lines: LineScore | None = None
    wanted: tuple[bool, ...] = ()
    unwanted: tuple[bool, ...] = ()
    meta: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` out of ``whole``."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"


@dataclass(frozen=True, slots=True)
class SetScore:
    """The figures of a set. ``pages`` counts all pages, ``bodies`` those whose body was compared."""

    pages: int
    bodies: int
    precision: float
    recall: float
    paragraphs: Share
    chrome_lines: Share
    wanted: Share
    unwanted_absent: Share
    refused: Share
    articles_from_nothing: int
    wrongly_refused: int
    failures: dict[str, int]
    meta: dict[str, Share]

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)

    def at_least(self) -> dict[str, float]:
        """The figures that are better the higher they are; only those that the set's gold can tell."""
        figures: dict[str, float] = {}
        if self.bodies:
            figures |= {"f1": self.f1, "precision": self.precision, "recall": self.recall}
        shares = {
            "paragraphs": self.paragraphs,
            "snippets_kept": self.wanted,
            "snippets_gone": self.unwanted_absent,
            "refused": self.refused,
        } | {f"meta.{name}": share for name, share in self.meta.items()}
        return figures | {name: share.value for name, share in shares.items() if share.whole}

    def at_most(self) -> dict[str, float]:
        """The figures that are better the lower they are."""
        figures: dict[str, float] = {
            "failures": sum(self.failures.values()),
            "wrongly_refused": self.wrongly_refused,
        }
        if self.bodies:
            figures["chrome_lines"] = self.chrome_lines.value
        if self.refused.whole:
            figures["articles_from_nothing"] = self.articles_from_nothing
        return figures

    def as_dict(self) -> dict[str, Any]:
        """The set's figures as plain JSON types; shares as ``part/whole``."""
        return {
            "pages": self.pages,
            "bodies": self.bodies,
            "f1": round(self.f1, 4),
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "paragraphs": str(self.paragraphs),
            "chrome_lines": str(self.chrome_lines),
            "snippets_kept": str(self.wanted),
            "snippets_gone": str(self.unwanted_absent),
            "refused": str(self.refused),
            "articles_from_nothing": self.articles_from_nothing,
            "wrongly_refused": self.wrongly_refused,
            "failures": self.failures,
            "meta": {name: str(share) for name, share in self.meta.items()},
        }


def score_page(gold: GoldPage, answer: Answer) -> PageScore:
    """The scores of ``answer``; a page without an article is judged by the refusal alone."""
    if not gold.expects_article:
        return PageScore(gold.id, gold.kind, expects_article=False, outcome=answer.outcome, problem=answer.problem)
    text = answer.article.get("text") or ""
    return PageScore(
        id=gold.id,
        kind=gold.kind,
        expects_article=True,
        outcome=answer.outcome,
        problem=answer.problem,
        body=body_score(gold.body, gold.neutral, text) if gold.body else None,
        lines=line_score(gold.body, gold.neutral, text) if gold.body else None,
        wanted=tuple(snippet_found(snippet, text) for snippet in gold.wanted),
        unwanted=tuple(not snippet_found(snippet, text) for snippet in gold.unwanted),
        meta={
            name: answer.outcome == "article" and same_value(name, value, answer.article.get(name))
            for name, value in gold.meta.items()
        },
    )


def score_set(pages: Sequence[PageScore]) -> SetScore:
    """The figures of all ``pages`` together: means over the pages for the body, sums for everything that is counted."""
    bodies = [page.body for page in pages if page.body]
    lines = [page.lines for page in pages if page.lines]
    holds_none = [page for page in pages if not page.expects_article]
    fields = sorted({name for page in pages for name in page.meta})
    return SetScore(
        pages=len(pages),
        bodies=len(bodies),
        precision=sum(body.precision for body in bodies) / len(bodies) if bodies else 0.0,
        recall=sum(body.recall for body in bodies) / len(bodies) if bodies else 0.0,
        paragraphs=Share(sum(line.paragraphs_found for line in lines), sum(line.paragraphs for line in lines)),
        chrome_lines=Share(sum(line.chrome_lines for line in lines), sum(line.lines for line in lines)),
        wanted=_share(flag for page in pages for flag in page.wanted),
        unwanted_absent=_share(flag for page in pages for flag in page.unwanted),
        refused=_share(page.outcome == "no-article" for page in holds_none),
        articles_from_nothing=sum(page.outcome == "article" for page in holds_none),
        wrongly_refused=sum(page.expects_article and page.outcome == "no-article" for page in pages),
        failures=dict(Counter(page.problem or "unknown" for page in pages if page.outcome == "failed")),
        meta={name: _share(page.meta[name] for page in pages if name in page.meta) for name in fields},
    )


def _share(flags: Iterable[bool]) -> Share:
    seen = list(flags)
    return Share(sum(seen), len(seen))
