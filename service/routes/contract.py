"""The contract, as it was written and as JSON."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml
from flask import Blueprint, Response

routes: Final = Blueprint("contract", __name__)
#: in a checkout a link to the file at the root, in an installed package a copy of it
_CONTRACT: Final = files("service") / "openapi.yaml"


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
