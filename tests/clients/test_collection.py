"""Every request of the Postman collection, sent to the live service, is answered as the collection shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
import requests
import yaml

from tests.service.support import ROOT, Server

CLIENTS: Final = ROOT / "clients"
COLLECTION: Final[dict[str, Any]] = json.loads((CLIENTS / "unchrome.postman_collection.json").read_text("utf-8"))


def requests_of(folder: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in folder["item"]:
        if "item" in item:
            yield from requests_of(item)
        else:
            yield item


REQUESTS: Final = {item["name"]: item for item in requests_of(COLLECTION)}


def send(item: dict[str, Any], server: Server, key: str) -> requests.Response:
    request = item["request"]
    headers = {header["key"]: header["value"] for header in request["header"]}
    assert COLLECTION["auth"]["type"] == "apikey"
    headers["X-Api-Key"] = key
    sent: dict[str, Any] = {}
    if body := request.get("body"):
        if body["mode"] == "raw":
            sent["data"] = body["raw"].encode()
        else:
            sent["files"] = {
                part["key"]: (part["src"], (CLIENTS / part["src"]).read_bytes(), part["contentType"])
                for part in body["formdata"]
            }
    address = request["url"]["raw"].replace("{{baseUrl}}", server.url)
    return requests.request(request["method"], address, headers=headers, timeout=60, **sent)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_of_the_collection_is_answered_as_shown(name: str, server: Server, key: str) -> None:
    item = REQUESTS[name]
    answer = send(item, server, key)
    (shown,) = item["response"]
    assert answer.status_code == shown["code"], answer.text
    assert answer.headers["Content-Type"].startswith(shown["header"][0]["value"])
    script = "\n".join(item["event"][0]["script"]["exec"])
    assert f"status({shown['code']})" in script
    if shown["code"] >= 400:
        assert f"'{answer.json()['type']}'" in script


def test_the_collection_has_every_route_of_the_contract() -> None:
    contract = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    sent = {
        (item["request"]["method"].lower(), "/" + "/".join(item["request"]["url"]["path"]))
        for item in REQUESTS.values()
    }
    sent = {(method, "/problems/{slug}" if path.startswith("/problems/") else path) for method, path in sent}
    routes = {
        (method, path) for path, methods in contract["paths"].items() for method in methods if method in ("get", "post")
    }
    # pages for people are no matter of a collection
    for_people = {("get", "/"), ("get", "/docs")}
    assert routes - for_people == sent
