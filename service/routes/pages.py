"""The pages for people: the playground, the reference, and what each problem means."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Final

from flask import Blueprint, Response, jsonify, render_template, request, send_from_directory

from cleaners.article import WARNINGS
from schemas.problem import PROBLEMS
from service.negotiation import choose
from service.problems import Problem
from service.security import REFERENCE_POLICY

routes: Final = Blueprint("pages", __name__)

#: what of the Swagger UI package is given out; the rest of it would only be more to keep safe
_SWAGGER_UI: Final = ("swagger-ui-bundle.js", "swagger-ui.css")

#: the pages anyone can try, of our own making: file, and the words on its button
SAMPLES: Final = (
    ("portal-vi.txt", "Vietnamese portal, text"),
    ("news-en.html", "English news, HTML"),
    ("glued-vi.txt", "Lines glued together"),
    ("news-zh.txt", "Chinese news, text"),
    ("home-vi.txt", "Home page, no article"),
)


@routes.get("/")
def playground() -> str:
    """Paste a page; see its article, and what became of every piece of the page."""
    return render_template("playground.html", samples=SAMPLES, warnings=WARNINGS)


@routes.get("/docs", strict_slashes=False)
def reference() -> Response:
    """The contract as Swagger UI shows it."""
    page = Response(render_template("reference.html"), content_type="text/html; charset=utf-8")
    page.headers["Content-Security-Policy"] = REFERENCE_POLICY
    return page


@routes.get("/docs/<name>")
def reference_asset(name: str) -> Response:
    """A script or style sheet of Swagger UI, from its package."""
    if name not in _SWAGGER_UI:
        raise Problem("not-found", f"There are {' and '.join(_SWAGGER_UI)} here.")
    with as_file(files("flask_swagger_ui") / "dist") as folder:
        return send_from_directory(folder, name)


@routes.get("/problems/<slug>")
def problem(slug: str) -> Response:
    """What a problem means and what to do about it, for programs or for people."""
    if slug not in PROBLEMS:
        listed = ", ".join(PROBLEMS)
        raise Problem("not-found", f"There is no problem of this name; there are {listed}.")
    kind = PROBLEMS[slug]
    if choose(request, ("application/json", "text/html")) == "text/html":
        page = render_template("problem.html", problem=kind, others=PROBLEMS.values())
        answer = Response(page, content_type="text/html; charset=utf-8")
    else:
        answer = jsonify(type=kind.uri, title=kind.title, status=kind.status, cause=kind.cause, remedy=kind.remedy)
    answer.vary.add("Accept")
    return answer
