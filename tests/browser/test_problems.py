"""What the playground says when things go wrong: the problem's own words, and what to do."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Route

from schemas.problem import PROBLEMS
from tests.browser.conftest import KEY, Open
from tests.service.support import PAGE, Server


def test_a_page_without_an_article_is_told_so_with_what_it_holds(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.clean("Trang chủ\nGiới thiệu\nTin tức\nLiên hệ\nĐang online: 14")
    told = watched.problem()
    assert PROBLEMS["no-article"].title in told
    assert PROBLEMS["no-article"].remedy in told
    shown = watched.page.locator(".problem .counts li")
    assert [each.split() for each in shown.all_inner_texts()] == [["Navigation", "4"], ["Counter", "1"]]
    colours = "all => all.map(each => getComputedStyle(each.querySelector('.swatch')).backgroundColor)"
    assert len(set(shown.evaluate_all(colours))) == 2
    assert watched.page.is_disabled("#tab-audit")
    assert PROBLEMS["no-article"].title in watched.page.inner_text("#status")


def test_a_wrong_key_is_told_so_and_the_right_one_opens(guarded: Server, visit: Open) -> None:
    watched = visit(guarded)
    watched.clean(PAGE)
    assert "Send an API key" in watched.problem()
    assert watched.page.evaluate("document.activeElement.id") == "key"
    watched.page.keyboard.type("wrong")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_selector("text=This API key is not valid.")
    watched.page.fill("#key", KEY)
    watched.page.keyboard.press("Enter")
    assert watched.article() == "Chợ mới mở"
    watched.page.keyboard.press("Escape")
    assert not watched.page.is_visible("#key")
    watched.page.click("#tab-curl")
    assert "$UNCHROME_KEY" in watched.page.inner_text("#panel-curl pre")
    assert KEY not in watched.page.inner_text("main")
    assert not any(KEY in address for address in [*watched.requests, watched.page.url])


def test_a_key_lives_as_long_as_its_tab(guarded: Server, visit: Open) -> None:
    watched = visit(guarded)
    watched.page.click("text=API key")
    watched.page.fill("#key", KEY)
    watched.page.reload()
    watched.clean(PAGE)
    assert watched.article()
    stored = "[Object.values(localStorage), document.cookie].join()"
    assert KEY not in watched.page.evaluate(stored)
    elsewhere = visit(guarded)
    elsewhere.clean(PAGE)
    assert PROBLEMS["unauthenticated"].title in elsewhere.problem()
    watched.page.click("text=API key")
    watched.page.click("#key-forget")
    assert watched.page.evaluate("sessionStorage.length") == 0


def test_a_full_service_is_told_so_and_can_be_asked_again(guarded: Server, visit: Open) -> None:
    watched = visit(guarded)
    watched.page.click("text=API key")
    watched.page.fill("#key", KEY)
    watched.page.keyboard.press("Escape")

    def hang() -> int:
        connection = guarded.connect()
        headers = {"Content-Type": "application/json", "X-Api-Key": KEY}
        connection.request("POST", "/v1/articles", json.dumps({"text": "HANG", "deadline_ms": 6_000}), headers)
        return connection.getresponse().status

    with ThreadPoolExecutor() as threads:
        under_way = threads.submit(hang)
        # not /readyz: it would take the only place itself
        while b"unchrome_pages_in_cleaning 1.0" not in guarded.get("/metrics")[1]:
            assert not under_way.done()
        watched.clean(PAGE)
        told = watched.problem()
        assert not under_way.done()
        assert PROBLEMS["saturated"].title in told
        assert PROBLEMS["saturated"].remedy in told
        assert under_way.result() == 504
    watched.page.click("text=Try again")
    watched.page.wait_for_selector(".headline")


def test_a_service_that_is_gone_is_told_so(server: Server, visit: Open) -> None:
    watched = visit(server)

    def refuse(route: Route) -> None:
        route.abort("connectionrefused")

    watched.page.route("**/v1/articles*", refuse)
    watched.clean(PAGE)
    assert "The service did not answer" in watched.problem()


def test_a_stranger_in_between_is_not_taken_for_the_service(server: Server, visit: Open) -> None:
    watched = visit(server)

    def meddle(route: Route) -> None:
        route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")

    watched.page.route("**/v1/articles*", meddle)
    watched.clean(PAGE)
    assert "Something else answered" in watched.problem()


def test_a_problem_leads_to_its_page(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.clean("Trang chủ")
    watched.problem()
    watched.page.click("text=About this problem")
    watched.page.wait_for_selector("h1")
    assert watched.page.inner_text("h1") == PROBLEMS["no-article"].title


def test_nothing_is_sent_when_there_is_no_page(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.clean(" \n")
    assert "Paste a page first" in watched.page.inner_text("#missing")
    assert watched.page.evaluate("document.activeElement.id") == "text"
    assert watched.page.get_attribute("#text", "aria-invalid") == "true"
    assert watched.barriers() == []
    watched.page.keyboard.press("Control+Enter")
    assert not any("/v1/articles" in address for address in watched.requests)
    watched.page.keyboard.type("a")
    assert not watched.page.is_visible("#missing")
    assert watched.page.get_attribute("#text", "aria-invalid") is None


def test_a_wrong_hint_is_told_once_and_marked(server: Server, visit: Open) -> None:
    watched = visit(server)
    page = watched.page
    page.click("text=What you know about it")
    page.fill("#hint-language", "no_tag_at_all")
    page.fill("#hint-timezone", "Atlantis/Harbour")
    page.click("text=What you know about it")
    watched.clean(PAGE)
    told = watched.problem()
    assert told.count("/language") == told.count("/timezone") == 1
    for name in ("language", "timezone"):
        assert page.get_attribute(f"#hint-{name}", "aria-invalid") == "true"
        wrong = page.inner_text(f"#{page.get_attribute(f'#hint-{name}', 'aria-describedby')}")
        assert wrong
        assert wrong in told
    assert page.get_attribute("#hint-url", "aria-invalid") is None
    assert watched.barriers() == []
    page.fill("#hint-language", "vi")
    assert page.get_attribute("#hint-language", "aria-invalid") is None
    page.fill("#hint-timezone", "")
    page.click("#clean")
    assert watched.article()
    assert page.locator("[aria-invalid]").count() == 0
