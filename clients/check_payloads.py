"""Checking payloads against the contract with openapi-core (pip install "openapi-core[requests]").

Callers use it in their tests: whatever they send and whatever comes back, from the service or from a stand-in of
their own, fits `openapi.yaml` or the check says where it does not.

    python clients/check_payloads.py page.txt [http://127.0.0.1:8000]

The address may also stand in UNCHROME_URL; a key stands in UNCHROME_KEY.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

import requests
from openapi_core import Config, OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse
from openapi_core.exceptions import OpenAPIError

_CONTRACT = Path(__file__).parents[1] / "openapi.yaml"


def _json(body: bytes, **_: str) -> Any:
    return json.loads(body)


def _text(body: bytes, **_: str) -> str:
    return body.decode()


#: media types that openapi-core knows no reading of
_READERS: dict[str, Any] = {
    "application/problem+json": _json,
    "application/ld+json": _json,
    "text/markdown": _text,
    "application/x-ndjson": _text,
}


class Contract:
    """The contract as a check of requests and answers."""

    def __init__(self, path: Path = _CONTRACT) -> None:
        self._api = OpenAPI.from_file_path(str(path), config=Config(extra_media_type_deserializers=_READERS))

    def check_request(self, request: requests.Request) -> None:
        """Raise `OpenAPIError` for a request the contract does not allow."""
        self._api.validate_request(RequestsOpenAPIRequest(request))

    def check_answer(self, request: requests.Request, answer: requests.Response) -> None:
        """Raise `OpenAPIError` for an answer the contract does not allow."""
        self._api.validate_response(RequestsOpenAPIRequest(request), RequestsOpenAPIResponse(answer))


def faults(error: OpenAPIError) -> list[str]:
    """Where a payload does not fit and why, without the payload itself."""
    inner = getattr(error.__cause__ or error, "schema_errors", None) or ()
    return [f"{each.json_path}: {each.validator} {each.validator_value!r}"[:200] for each in inner] or [str(error)]


def main() -> None:
    """Send a page, and check both directions."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("page", type=Path, help="a page of raw text")
    parser.add_argument("url", nargs="?", default=os.environ.get("UNCHROME_URL") or "http://127.0.0.1:8000")
    asked = parser.parse_args()
    try:
        send(asked.page.read_text(encoding="utf-8"), asked.url.rstrip("/"), os.environ.get("UNCHROME_KEY"))
    except requests.ConnectionError:
        sys.exit(f"No service answers at {asked.url}.")
    except OSError as error:
        sys.exit(f"{asked.page} cannot be read: {error.strerror}.")


def send(text: str, url: str, key: str | None) -> None:
    """Send ``text`` in a request that fits and in one that does not, and check what comes back."""
    contract = Contract()
    for page in ({"text": text, "include": ["segments"]}, {"text": text, "lang": "en"}):
        headers = {"X-Api-Key": key} if key else {}
        request = requests.Request("POST", f"{url}/v1/articles", json=page, headers=headers)
        try:
            contract.check_request(request)
            print("the request fits")
        except OpenAPIError as error:
            print("the request does not fit:", "; ".join(faults(error)))
        with requests.Session() as session:
            answer = session.send(request.prepare(), timeout=90)
        contract.check_answer(request, answer)
        print(f"the answer fits: {answer.status_code}")


if __name__ == "__main__":
    main()
