"""Problems (RFC 9457): every way a request can fail, what it means, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow.validate import Length, OneOf, Range

from cleaners.segments import KINDS
from schemas.errors import MAX_FAULTS, Fault
from schemas.fields import Listing, Part, Strict, Table, Text, Whole


@dataclass(slots=True, frozen=True)
class ProblemType:
    """One kind of problem. ``cause`` and ``remedy`` are for the person who meets it; ``title`` is its short name."""

    slug: str
    status: int
    title: str
    cause: str
    remedy: str

    @property
    def uri(self) -> str:
        """The problem's ``type``: a stable URI reference that ``GET`` explains."""
        return f"/problems/{self.slug}"


PROBLEMS: Final[Mapping[str, ProblemType]] = {
    problem.slug: problem
    for problem in (
        ProblemType(
            "malformed-request",
            400,
            "The request cannot be read",
            "The body is not the JSON, the form or the compression it says it is, or its bytes fit no charset.",
            "Compare the body with its Content-Type and Content-Encoding; detail says where reading stopped.",
        ),
        ProblemType(
            "unauthenticated",
            401,
            "A key is needed",
            "This service is run with keys, and the request came without one or with one that is not in force.",
            "Send the key as X-Api-Key, or as Authorization: Bearer. Whoever runs the service hands out keys.",
        ),
        ProblemType(
            "not-found",
            404,
            "There is nothing at this address",
            "The path is none of the service's routes.",
            "Compare the path with /openapi.yaml; cleaning a page is POST /v1/articles.",
        ),
        ProblemType(
            "method-not-allowed",
            405,
            "This route does not take this method",
            "The route exists, but not for the method of the request.",
            "Use one of the methods in the Allow header.",
        ),
        ProblemType(
            "not-acceptable",
            406,
            "The answer does not exist in the form asked for",
            "The Accept header names no media type in which this route can answer.",
            "Leave Accept out for JSON, or ask for one of the types that detail lists.",
        ),
        ProblemType(
            "unsupported-media-type",
            415,
            "This kind of body is not taken",
            "The Content-Type or Content-Encoding is missing or none this route reads, or the body turned out to be "
            "something other than a web page.",
            "Send JSON, HTML, XHTML, plain text or a multipart form with a part named page, a batch as NDJSON; gzip "
            "and zstd are read. Convert PDFs and other documents first.",
        ),
        ProblemType(
            "page-too-large",
            413,
            "The page is too large",
            "The body, a line of a batch, or what either inflates to, is above the limit of this service, or a batch "
            "has more lines than are taken.",
            "Send the page without scripts, styles and embedded data, or a batch in parts. detail names the limit.",
        ),
        ProblemType(
            "invalid-request",
            422,
            "The request does not fit its schema",
            "The body was read, but keys are missing, unknown or hold values they may not hold.",
            "Mend what errors lists: each entry points at a place in the body or names a query parameter.",
        ),
        ProblemType(
            "no-article",
            422,
            "The page holds no article",
            "The page was read, and no running text with an author's hand in it was found: it is a menu, a listing, "
            "a contact page, an error page or blank.",
            "Do not send this page again. If there is an article on it, removed_counts says what it was taken for; "
            "check that the page was fetched whole.",
        ),
        ProblemType(
            "saturated",
            503,
            "All places are taken",
            "The service is cleaning as many pages as it can, and no place came free within the wait.",
            "Send the same request again after the seconds in Retry-After, with fewer requests at the same time.",
        ),
        ProblemType(
            "deadline-exceeded",
            504,
            "The page took too long",
            "Cleaning this page took longer than its deadline and was stopped. Nobody else's request was hurt.",
            "Do not send the page again unchanged; send a smaller page, or allow more time with deadline_ms.",
        ),
        ProblemType(
            "page-crashed-parser",
            500,
            "The page crashed the parser",
            "The process that cleaned this page died of it. Nobody else's request was hurt.",
            "Do not send the page again unchanged. Report it with its request_id to whoever runs the service.",
        ),
        ProblemType(
            "internal-error",
            500,
            "The service failed",
            "Something went wrong that is not the request's fault. The details are in the service's log.",
            "Try again once; if it stays, report the request_id to whoever runs the service.",
        ),
    )
}


class FaultSchema(Strict):
    """One thing that is wrong with a payload."""

    pointer = Text(required=True)
    detail = Text(required=True)


class ProblemSchema(Strict):
    """What goes wrong, in words a caller can act on."""

    type = Text(
        required=True,
        validate=OneOf([problem.uri for problem in PROBLEMS.values()]),
        metadata={"format": "uri-reference"},
    )
    title = Text(required=True)
    status = Whole(required=True, validate=Range(min=400, max=599))
    detail = Text(required=True)
    instance = Text(required=True, metadata={"format": "uri-reference"})
    request_id = Text(required=True)
    errors = Listing(Part(FaultSchema), validate=Length(max=MAX_FAULTS))
    removed_counts = Table(keys=Text(validate=OneOf(KINDS)), values=Whole(validate=Range(min=1)))


def make_problem(
    slug: str,
    *,
    detail: str,
    instance: str,
    request_id: str,
    faults: Iterable[Fault] = (),
    removed_counts: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """The body of a problem. ``instance`` is the request's path without its query.

    ``errors`` is there when there are faults, ``removed_counts`` when it is given (for ``no-article``).
    Raises `KeyError` for a slug that is none of `PROBLEMS`.
    """
    kind = PROBLEMS[slug]
    problem: dict[str, Any] = {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": instance,
        "request_id": request_id,
    }
    if errors := [fault.as_dict() for fault in faults]:
        problem["errors"] = errors
    if removed_counts is not None:
        problem["removed_counts"] = dict(removed_counts)
    return problem
