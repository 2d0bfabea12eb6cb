"""The contract, for machines and for people: OpenAPI, the pages that explain problems, and the index."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml
from flask import Blueprint, Response, jsonify, render_template, request

from schemas.problem import PROBLEMS
from service.negotiation import choose
from service.problems import Problem

routes: Final = Blueprint("contract", __name__)
#: in a checkout a link to the file at the root, in an installed package a copy of it
_CONTRACT: Final = files("service") / "openapi.yaml"


@routes.get("/")
def index() -> str:
    """Where to go from here."""
    return render_template("index.html")


@routes.get("/openapi.yaml")
def openapi_yaml() -> Response:
    """The contract as it was written."""
    return Response(_CONTRACT.read_bytes(), content_type="application/yaml")


@routes.get("/openapi.json")
def openapi_json() -> Response:
    """The contract as JSON."""
    return Response(_contract_as_json(), content_type="application/json")


@lru_cache(maxsize=1)
def _contract_as_json() -> str:
    return json.dumps(yaml.safe_load(_CONTRACT.read_text(encoding="utf-8")), ensure_ascii=False)


@routes.get("/problems/<slug>")
def problem(slug: str) -> Response:
    """What a problem means and what to do about it, for programs or for people."""
    if slug not in PROBLEMS:
        listed = ", ".join(PROBLEMS)
        raise Problem("not-found", f"There is no problem of this name; there are {listed}.")
    kind = PROBLEMS[slug]
    if choose(request, ("application/json", "text/html")) == "text/html":
        answer = Response(render_template("problem.html", problem=kind), content_type="text/html; charset=utf-8")
    else:
        answer = jsonify(type=kind.uri, title=kind.title, status=kind.status, cause=kind.cause, remedy=kind.remedy)
    answer.vary.add("Accept")
    return answer
