from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields

from cleaners.article import WARNINGS
from cleaners.segments import KINDS, ROLES
from schemas.article import ArticleSchema, SegmentSchema, compile_check, missing_provenance, validate_article
from schemas.errors import PayloadError
from schemas.fields import Strict, Text


def put(*path: str | int) -> Callable[[Any, Any], None]:
    """A function that sets the value at ``path``."""

    def spoil(data: Any, value: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return spoil


SPOILT = [
    (("schema_version",), "0.9"),
    (("url",), "/cho-phien"),
    (("url",), "https://baonui.example/a b"),
    (("title",), 7),
    (("authors",), None),
    (("authors",), "Lò Thị Mẩy"),
    (("authors", 0), None),
    (("published_at",), "15/03/2026"),
    (("published_at",), "2026-02-30"),
    (("published_at",), "2026-03-15T07:30:00"),
    (("published_at",), "2026-03-15T25:30:00+07:00"),
    (("modified_at",), ""),
    (("source", "name"), 1),
    (("source",), {"name": "Báo Núi"}),
    (("source",), {"name": "Báo Núi", "url": None, "logo": None}),
    (("licence", "issued_on"), "2024-13-02"),
    (("licence", "text"), None),
    (("language",), "tiếng Việt"),
    (("view_count",), -1),
    (("view_count",), True),
    (("view_count",), "1572"),
    (("text",), ""),
    (("text",), " \n\n "),
    (("text",), "nửa \ud83d"),
    (("images", 0, "caption"), ["a"]),
    (("word_count",), 2.5),
    (("removed_counts",), {"advert": 1}),
    (("removed_counts",), {"navigation": 0}),
    (("provenance",), {"images": {"from": "text", "rule": None, "raw": ""}}),
    (("provenance", "title", "from"), "guess"),
    (("provenance", "title"), None),
    (("warnings",), ["odd"]),
    (("warnings",), ["deduplicated", "deduplicated"]),
    (("content_hash",), "sha256:12"),
    (("content_hash",), "sha256:" + "0" * 64 + "\n"),
    (("cleaner",), {"service": "0.1.0"}),
    (("cleaner", "rules"), ""),
    (("cleaner", "service"), 1),
    (("segments", 0, "role"), "advert"),
    (("segments", 0, "kind"), None),
    (("segments", 1, "kind"), "clock"),
    (("segments", 0, "end"), None),
    (("segments", 0, "end"), 0),
    (("segments", 0, "start"), -1),
    (("blocks", 0, "type"), "advert"),
    (("blocks", 0, "level"), 2),
    (("blocks", 0, "depth"), 0),
    (("blocks", 0, "links", 0, "url"), ""),
    (("blocks", 0, "links", 0, "end"), 0),
    (("blocks", 0, "spans", 0, "kind"), "bold"),
    (("blocks", 0, "spans", 0, "end"), 0),
    (("blocks", 0, "language"), "python"),
    (("blocks", 1, "language"), "Python!"),
    (("blocks", 2, "rows", 0, 0, "spans"), None),
    (("blocks", 2, "number"), 2),
    (("blocks", 2, "rows", 0, 0, "header"), 1),
    (("blocks", 2, "rows", 0, 1, "colspan"), 0),
    (("blocks", 3, "rows"), []),
    (("blocks", 3, "image", "url"), "a.jpg"),
    (("markdown",), []),
    (("html",), b"<p>"),
]


def test_a_full_article_is_valid(article: dict[str, Any]) -> None:
    validate_article(article)


def test_an_article_of_which_only_the_text_is_known_is_valid(article: dict[str, Any]) -> None:
    kept = {"schema_version", "text", "word_count", "content_hash", "cleaner"}
    for key, value in article.items():
        if key not in kept:
            article[key] = type(value)() if isinstance(value, list) or key in ("removed_counts", "provenance") else None
    validate_article(article)


@pytest.mark.parametrize(("path", "value"), SPOILT, ids=[f"{'.'.join(map(str, p))}={v!r}"[:60] for p, v in SPOILT])
def test_a_wrong_value_is_refused_with_a_pointer_to_it(
    article: dict[str, Any], path: tuple[str | int, ...], value: Any
) -> None:
    put(*path)(article, value)
    with pytest.raises(PayloadError) as caught:
        validate_article(article)
    pointer = "/" + "/".join(map(str, path))
    assert all(fault.pointer.startswith(pointer.rsplit("/", 1)[0]) for fault in caught.value.faults)
    assert any(fault.pointer.startswith(pointer) or "/segments" in pointer for fault in caught.value.faults)
    assert all(fault.detail.endswith(".") for fault in caught.value.faults)


@pytest.mark.parametrize("key", ArticleSchema().fields)
def test_every_key_has_to_be_there(article: dict[str, Any], key: str) -> None:
    del article[key]
    with pytest.raises(PayloadError, match=f"/{key}: This key is missing"):
        validate_article(article)


def test_no_other_key_may_be_there(article: dict[str, Any]) -> None:
    article["body"] = ""
    with pytest.raises(PayloadError, match="“body” is not a known key"):
        validate_article(article)


@pytest.mark.parametrize("value", [None, [], "article", 1])
def test_what_is_no_object_is_no_article(value: Any) -> None:
    with pytest.raises(PayloadError):
        validate_article(value)


def test_the_article_has_the_keys_of_its_schema_in_the_same_order(article: dict[str, Any]) -> None:
    assert list(article) == list(ArticleSchema().fields)


def test_the_article_survives_json(article: dict[str, Any]) -> None:
    validate_article(json.loads(json.dumps(article)))


def test_the_compiled_check_and_marshmallow_agree(article: dict[str, Any]) -> None:
    schema = ArticleSchema()
    fits = compile_check(schema)
    assert fits(article)
    assert not schema.validate(article)
    for path, value in SPOILT:
        spoilt = copy.deepcopy(article)
        put(*path)(spoilt, value)
        assert not fits(spoilt), path
        assert schema.validate(spoilt), path


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@given(path=st.sampled_from([path for path, _ in SPOILT]), value=JSON)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_compiled_check_and_marshmallow_agree_on_whatever_comes(
    article: dict[str, Any], path: tuple[str | int, ...], value: Any
) -> None:
    schema = ArticleSchema()
    spoilt = copy.deepcopy(article)
    put(*path)(spoilt, value)
    assert compile_check(schema)(spoilt) == (not schema.validate(spoilt))


def test_no_check_is_compiled_for_a_schema_with_optional_keys() -> None:
    class Lenient(Strict):
        name = Text()

    with pytest.raises(TypeError, match="Lenient"):
        compile_check(Lenient())


def test_no_check_is_compiled_for_a_schema_that_lets_unknown_keys_pass() -> None:
    with pytest.raises(TypeError, match="Generated"):
        compile_check(Schema.from_dict({"name": fields.String(required=True)}, name="Generated")())


def test_no_check_is_compiled_for_an_unknown_kind_of_field() -> None:
    class Odd(Strict):
        price = fields.Decimal(required=True)

    with pytest.raises(TypeError, match="Decimal"):
        compile_check(Odd())


def test_roles_and_kinds_are_those_of_the_library() -> None:
    schema = SegmentSchema()
    for role in ROLES:
        kind = "other" if role == "removed" else None
        assert not schema.validate({"start": None, "end": None, "text": "a", "role": role, "kind": kind, "rule": None})
    for kind in KINDS:
        data = {"start": None, "end": None, "text": "a", "role": "removed", "kind": kind, "rule": None}
        assert not schema.validate(data)


def test_every_warning_of_the_library_is_allowed(article: dict[str, Any]) -> None:
    article["warnings"] = list(WARNINGS)
    validate_article(article)


def test_a_value_without_provenance_is_found(article: dict[str, Any]) -> None:
    article["provenance"] = dict.fromkeys(missing_provenance(article), article["provenance"]["title"])
    assert missing_provenance(article) == ["title"]
    article["title"] = None
    article["authors"] = []
    assert missing_provenance(article) == []


def test_faults_of_tables_point_at_the_entry(article: dict[str, Any]) -> None:
    article["provenance"]["title"]["from"] = "guess"
    with pytest.raises(PayloadError) as caught:
        validate_article(article)
    assert [fault.pointer for fault in caught.value.faults] == ["/provenance/title/from"]


def test_marshmallow_is_not_needed_to_catch_a_payload_error() -> None:
    assert not issubclass(PayloadError, ValidationError)
