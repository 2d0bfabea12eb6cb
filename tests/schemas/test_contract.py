"""openapi.yaml is written by hand; these hold it to the schemas the code checks with, and to itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from jsonschema import Draft202012Validator
from marshmallow import Schema, fields
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from cleaners.article import WARNINGS
from cleaners.segments import KINDS, ROLES
from schemas.article import PROVENANCE_KEYS, ArticleSchema
from schemas.batch import BatchAnswerSchema, BatchLineSchema, BatchQuerySchema
from schemas.errors import PayloadError
from schemas.problem import PROBLEMS, ProblemSchema
from schemas.request import ArticleRequestSchema, QuerySchema, load_article_request
from schemas.rule import RulesSchema
from schemas.values import LANGUAGE_TAG

CONTRACT: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "openapi.yaml").read_text(encoding="utf-8"))
SCHEMAS = CONTRACT["components"]["schemas"]
METHODS = ("get", "post", "put", "patch", "delete")

#: the schema the code checks with -> its name in the contract
PAIRS: dict[type[Schema], str] = {
    BatchLineSchema: "BatchLine",
    BatchAnswerSchema: "BatchAnswer",
    ArticleRequestSchema: "ArticleRequest",
    ArticleSchema: "Article",
    ProblemSchema: "Problem",
    RulesSchema: "Rules",
}


def resolve(node: Any) -> Any:
    """``node``, or what it refers to."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = CONTRACT
        for key in node["$ref"].removeprefix("#/").split("/"):
            target = target[key.replace("~1", "/")]
        node = target
    return node


def canonical(node: Any) -> Any:
    """A JSON Schema without words, references and the many ways to say ``or null``."""
    node = dict(resolve(node))
    for word in ("description", "title", "example", "examples", "default"):
        node.pop(word, None)
    for word in ("if", "then", "else"):  # what contradicts itself is compared below, by examples
        node.pop(word, None)
    choices = node.pop("oneOf", None) or node.pop("anyOf", None)
    if choices and {"type": "null"} in choices:
        (other,) = (choice for choice in choices if choice != {"type": "null"})
        node = canonical(other) | node
        node["type"] = [*node["type"], "null"]
    if "type" in node:
        node["type"] = sorted([node["type"]] if isinstance(node["type"], str) else node["type"])
    if "enum" in node:
        node["enum"] = sorted(value for value in node["enum"] if value is not None)
    if "required" in node:
        node["required"] = sorted(node["required"])
    if "properties" in node:
        node["properties"] = {key: canonical(value) for key, value in node["properties"].items()}
    for key in ("items", "propertyNames", "additionalProperties"):
        if isinstance(node.get(key), dict):
            node[key] = canonical(node[key])
    return node


def names_of_keys(_: Any, field: fields.Field[Any], **__: Any) -> dict[str, Any]:
    """What apispec leaves out: which keys a table may have."""
    if isinstance(field, fields.Dict) and field.key_field and field.key_field.validators:
        return {"propertyNames": {"type": "string", "enum": list(field.key_field.validators[0].choices)}}
    return {}


def generated(schema: type[Schema]) -> Any:
    """``schema`` as JSON Schema, by apispec."""
    plugin = MarshmallowPlugin(schema_name_resolver=lambda _: False)
    spec = APISpec("", "", "3.1.0", plugins=[plugin])
    assert plugin.converter is not None
    plugin.converter.add_attribute_function(names_of_keys)
    spec.components.schema("it", schema=schema)
    return canonical(spec.to_dict()["components"]["schemas"]["it"])


def nodes(node: Any = CONTRACT, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the contract with its place."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from nodes(value, f"{path}/{str(key).replace('/', '~1')}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from nodes(value, f"{path}/{index}")


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation of every route."""
    return [
        (path, method, item[method]) for path, item in CONTRACT["paths"].items() for method in METHODS if method in item
    ]


def check(schema: Any, value: Any) -> list[str]:
    """What is wrong with ``value`` by a schema of the contract."""
    resource: Resource[Any] = Resource.from_contents(CONTRACT, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:contract", resource)
    absolute = yaml.safe_load(yaml.safe_dump(schema).replace("#/components", "urn:contract#/components"))
    validator = Draft202012Validator(absolute, registry=registry)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def examples() -> list[tuple[str, Any, Any]]:
    """Place, schema and value of every example of a body, a header and a parameter."""
    found = []
    for path, node in nodes():
        if "schema" not in node:
            continue
        if "example" in node:
            found.append((path, node["schema"], node["example"]))
        for name, example in node.get("examples", {}).items():
            found.append((f"{path}/{name}", node["schema"], resolve(example)["value"]))
    return found


def test_the_contract_is_openapi() -> None:
    validate(CONTRACT)


@pytest.mark.parametrize("schema", PAIRS)
def test_the_contract_says_what_the_schema_checks(schema: type[Schema]) -> None:
    assert canonical(SCHEMAS[PAIRS[schema]]) == generated(schema)


@pytest.mark.parametrize(("path", "schema"), [("/v1/articles", QuerySchema), ("/v1/articles/batch", BatchQuerySchema)])
def test_query_parameters_are_those_the_schema_checks(path: str, schema: type[Schema]) -> None:
    parameters = {
        parameter["name"]: canonical(parameter["schema"])
        for parameter in map(resolve, CONTRACT["paths"][path]["post"]["parameters"])
        if parameter["in"] == "query"
    }
    wanted = generated(schema)["properties"]
    for name in wanted:
        wanted[name]["type"] = [kind for kind in wanted[name]["type"] if kind != "null"]
    assert parameters == wanted


def test_every_line_of_an_example_fits_the_schema_of_lines() -> None:
    found = [
        (content["x-item-schema"], json.loads(line))
        for _, content in nodes()
        if "x-item-schema" in content
        for example in content["examples"].values()
        for line in example["value"].splitlines()
    ]
    assert len(found) >= 3
    assert [check(schema, line) for schema, line in found] == [[]] * len(found)


def test_closed_lists_are_those_of_the_library() -> None:
    segment = SCHEMAS["Segment"]["properties"]
    assert segment["role"]["enum"] == list(ROLES)
    assert SCHEMAS["Kind"]["enum"] == list(KINDS)
    warnings = SCHEMAS["Article"]["properties"]["warnings"]
    assert warnings["items"]["enum"] == list(WARNINGS)
    assert re.findall(r"\* `([a-z-]+)`: (.+)", warnings["description"]) == list(WARNINGS.items())
    assert SCHEMAS["Article"]["properties"]["provenance"]["propertyNames"]["enum"] == list(PROVENANCE_KEYS)
    assert SCHEMAS["LanguageTag"]["pattern"] == LANGUAGE_TAG
    assert SCHEMAS["ProblemSlug"]["enum"] == list(PROBLEMS)


@pytest.mark.parametrize(("place", "schema", "value"), examples(), ids=[place for place, _, _ in examples()])
def test_every_example_fits_its_schema(place: str, schema: Any, value: Any) -> None:
    assert check(schema, value) == []


def test_every_json_body_has_an_example() -> None:
    bare = [
        f"{path}/{media_type}"
        for path, node in nodes()
        for media_type, content in (node.get("content") or {}).items()
        if "json" in media_type and not content.get("examples") and "openapi.json" not in path
    ]
    assert bare == []


def test_every_problem_is_shown_with_its_own_title_and_status() -> None:
    shown = [value for place, _, value in examples() if "problem+json" in place]
    assert {example["type"] for example in shown} == {problem.uri for problem in PROBLEMS.values()}
    for example in shown:
        problem = PROBLEMS[example["type"].removeprefix("/problems/")]
        assert (example["title"], example["status"]) == (problem.title, problem.status)


def test_problems_are_shown_under_their_own_status() -> None:
    for path, method, operation in operations():
        for status, response in operation["responses"].items():
            content = resolve(response)["content"].get("application/problem+json", {})
            for example in content.get("examples", {}).values():
                assert status in ("default", str(example["value"]["status"])), (path, method, status)


@pytest.mark.parametrize(("path", "method", "operation"), operations(), ids=[f"{m} {p}" for p, m, _ in operations()])
def test_every_route_is_described_and_carries_the_request_id(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["operationId"]
    assert operation["summary"]
    assert "default" in operation["responses"]
    assert "X-Request-ID" in {parameter["name"] for parameter in map(resolve, operation["parameters"])}
    for response in operation["responses"].values():
        assert "X-Request-ID" in resolve(response)["headers"]
    if "503" in operation["responses"]:
        assert "Retry-After" in resolve(operation["responses"]["503"])["headers"]


def test_nothing_is_defined_that_is_not_used() -> None:
    used = {node["$ref"] for _, node in nodes() if isinstance(node.get("$ref"), str)}
    defined = {
        f"#/components/{section}/{name}"
        for section, entries in CONTRACT["components"].items()
        if section != "securitySchemes"
        for name in entries
    }
    assert defined - used == set()


@pytest.mark.parametrize(
    "data",
    [
        {"text": "a"},
        {"html": "a", "text": None, "url": None},
        {"html": "a", "text": "b"},
        {"html": None, "text": None},
        {"html": 1},
        {},
        {"text": "a", "include": ["html", "html"]},
        {"text": "a", "include": None},
        {"text": "a", "include": ["image"]},
        {"text": "a", "deadline_ms": 0},
        {"text": "a", "deadline_ms": 600_001},
        {"text": "a", "language": "vi_VN"},
        {"text": "a", "language": "zh-Hant-TW"},
        {"text": "a", "lang": "vi"},
        [],
    ],
)
def test_the_contract_and_the_code_take_and_refuse_the_same_requests(data: Any) -> None:
    try:
        load_article_request(data)
        taken = True
    except PayloadError:
        taken = False
    assert (check({"$ref": "#/components/schemas/ArticleRequest"}, data) == []) == taken
