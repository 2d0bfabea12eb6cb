"""Batches whose pages are compared: what the site prints on all of them goes, what their authors wrote stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from benchmarks.one_site import pages_of_one_site
from cleaners import clean
from cleaners.page import PageKind
from tests.service.support import MakeApp
from tests.service.test_batch import lines_of, ndjson, send


@pytest.fixture(scope="module")
def client(make_app: MakeApp) -> FlaskClient:
    """An app with the real cleaner."""
    return make_app(cleaner=clean, processes=2).test_client()


def pages(kind: PageKind, count: int, **more: Any) -> list[dict[str, Any]]:
    """Requests for pages of one site; ``more`` replaces keys of theirs."""
    return [{kind: gold.page.content, "url": gold.page.url, **more} for gold in pages_of_one_site(kind, count)]


def texts(client: FlaskClient, sent: list[dict[str, Any]], query: str = "?site_repetition=true") -> list[str]:
    return [line["article"]["text"] for line in lines_of(send(client, ndjson(sent), query))]


@pytest.mark.parametrize("kind", ["text", "html"])
def test_what_every_page_of_a_site_prints_is_removed_from_all_of_them(client: FlaskClient, kind: PageKind) -> None:
    gold = pages_of_one_site(kind, 12)
    alone = texts(client, pages(kind, 12), "")
    together = texts(client, pages(kind, 12))
    for page, before, after in zip(gold, alone, together, strict=True):
        assert all(line in before for line in page.unwanted)
        assert not any(line in after for line in page.unwanted)
        assert all(part in after for part in page.body if part in before)


def test_the_audit_names_the_repetition(client: FlaskClient) -> None:
    (first, *_) = lines_of(send(client, ndjson(pages("text", 5)), "?site_repetition=true&include=segments"))
    named = [segment for segment in first["article"]["segments"] if segment["rule"] == "text.site-repetition"]
    assert [(segment["role"], segment["kind"]) for segment in named] == [("removed", "duplicate")] * 4


def test_pages_of_several_hosts_or_of_none_are_not_compared(client: FlaskClient) -> None:
    for url in ("https://bao{}.example/1", None):
        sent = [{**page, "url": url and url.format(n)} for n, page in enumerate(pages("text", 5))]
        assert texts(client, sent) == texts(client, sent, "")


def test_www_makes_no_other_host_and_nor_do_capitals(client: FlaskClient) -> None:
    addresses = ("https://bao.example/1", "https://www.bao.example/2", "https://BAO.example/3")
    sent = [{**page, "url": url} for page, url in zip(pages("text", 3), addresses, strict=True)]
    assert texts(client, sent) != texts(client, sent, "")


def test_articles_printed_again_are_left_whole(client: FlaskClient) -> None:
    sent = pages("text", 1) * 8
    assert texts(client, sent) == texts(client, sent, "")


def test_two_pages_tell_nothing(client: FlaskClient) -> None:
    assert texts(client, pages("html", 2)) == texts(client, pages("html", 2), "")


def test_bad_lines_among_the_pages_keep_their_places(client: FlaskClient) -> None:
    good = [json.dumps(page).encode() for page in pages("text", 4)]
    body = b"\n".join([b"{", good[0], b'{"text": ""}', good[1], good[2], b"[]", good[3]])
    lines = lines_of(send(client, body, "?site_repetition=true"))
    assert [line["status"] for line in lines] == [400, 200, 422, 200, 200, 422, 200]
    assert [line["article"]["text"] for line in lines if "article" in line] == texts(client, pages("text", 4))


def test_the_same_batch_gets_the_same_answers_however_it_is_timed(make_app: MakeApp) -> None:
    # more lines than are looked ahead; what the site says begins and ends half-way
    sent = [
        {"text": page["text"] if 40 < n < 120 else f"{n}\n" + page["text"].replace("tòa soạn", f"tòa soạn {n}"), **rest}
        for n, page in enumerate(pages("text", 160))
        for rest in ({"url": page["url"]},)
    ]
    found = [
        texts(make_app(cleaner=clean, processes=count, batch_buffer_bytes=size).test_client(), sent)
        for count, size in ((1, 1 << 24), (3, 1 << 24), (3, 1 << 24))
    ]
    assert found[0] == found[1] == found[2]
    assert found[0] != texts(make_app(cleaner=clean).test_client(), sent, "")


def test_a_batch_whose_lines_fill_the_buffer_is_compared_within_what_fits(make_app: MakeApp) -> None:
    tight = make_app(cleaner=clean, processes=2, batch_buffer_bytes=20_000).test_client()
    assert len(texts(tight, pages("html", 40))) == 40
    one = make_app(cleaner=clean, processes=1, batch_buffer_bytes=1).test_client()
    assert len(texts(one, pages("html", 10))) == 10
