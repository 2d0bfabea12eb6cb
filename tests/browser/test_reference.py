"""The reference: Swagger UI with nothing from elsewhere, and its calls reach this service."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import Open
from tests.service.support import PAGE, Server


def test_every_route_is_there(server: Server, visit: Open) -> None:
    page = visit(server, "/docs").page
    page.wait_for_selector(".opblock")
    shown = {text.replace("\u200b", "") for text in page.locator(".opblock-summary-path").all_inner_texts()}
    assert set(json.loads(server.get("/openapi.json")[1])["paths"]) == shown


def test_a_page_can_be_cleaned_from_it(server: Server, visit: Open) -> None:
    page = visit(server, "/docs").page
    page.click("#operations-articles-cleanPage .opblock-summary-control")
    block = page.locator("#operations-articles-cleanPage")
    block.locator(".body-param__text").fill(json.dumps({"text": PAGE}))
    with page.expect_response("**/v1/articles") as answer:
        block.locator(".execute").click()
    assert answer.value.status == 200
    assert "dọn con đường" in answer.value.json()["text"]
    block.locator(".live-responses-table .response-col_status", has_text="200").first.wait_for()


def test_a_key_given_there_is_sent(server: Server, visit: Open) -> None:
    page = visit(server, "/docs").page
    page.click(".btn.authorize")
    page.locator(".auth-container input").first.fill("a-key")
    page.locator(".auth-btn-wrapper .authorize").first.click()
    page.click(".btn-done")
    page.click("#operations-reference-listRules .opblock-summary-control")
    with page.expect_request("**/v1/rules") as asked:
        page.locator("#operations-reference-listRules .execute").click()
    assert asked.value.headers["x-api-key"] == "a-key"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_words_can_be_read(server: Server, visit: Open, scheme: str) -> None:
    # what Swagger UI builds is not ours to mend, but its colours can be
    watched = visit(server, "/docs", color_scheme=scheme)
    watched.page.click("#operations-articles-cleanPage .opblock-summary-control")
    watched.page.locator("#operations-articles-cleanPage .execute").click()
    watched.page.wait_for_selector("#operations-articles-cleanPage .live-responses-table")
    assert [barrier for barrier in watched.barriers() if barrier.startswith("color-contrast")] == []


@pytest.mark.parametrize(
    ("operation", "media_type"),
    [
        ("cleanPage", "application/json"),
        ("cleanPage", "text/html"),
        ("cleanPage", "application/xhtml+xml"),
        ("cleanPage", "text/plain"),
        ("cleanPages", "application/x-ndjson"),
    ],
)
def test_every_body_can_be_sent_as_it_is_filled_in(
    server: Server, visit: Open, operation: str, media_type: str
) -> None:
    page = visit(server, "/docs").page
    page.click(f"#operations-articles-{operation} .opblock-summary-control")
    block = page.locator(f"#operations-articles-{operation}")
    block.locator(".body-param-content-type select").select_option(media_type)
    block.locator(".body-param__text", has_text="Mường Vang").wait_for()
    with page.expect_response(lambda response: "/v1/articles" in response.url) as answer:
        block.locator(".execute").click()
    assert answer.value.status == 200
    assert answer.value.request.headers["content-type"] == media_type
    assert answer.value.url.partition("?")[2] in ("", "site_repetition=false")  # nothing but defaults
    if operation == "cleanPages":
        lines = [json.loads(line) for line in answer.value.text().splitlines()]
        assert [(line["id"], line["status"]) for line in lines] == [("a", 200), ("b", 422)]
    else:
        assert "Theo ban quản lý chợ" in answer.value.json()["text"]


def test_an_example_chosen_in_one_form_does_not_spoil_another(server: Server, visit: Open) -> None:
    page = visit(server, "/docs").page
    page.click("#operations-articles-cleanPage .opblock-summary-control")
    block = page.locator("#operations-articles-cleanPage")
    block.locator(".examples-select-element").first.select_option("html")
    block.locator(".body-param-content-type select").select_option("text/html")
    assert block.locator(".body-param__text").input_value().startswith("<h1>")
    block.locator(".body-param-content-type select").select_option("application/json")
    assert "text" in json.loads(block.locator(".body-param__text").input_value())


def test_no_operation_sticks_out_of_a_phone(server: Server, visit: Open) -> None:
    page = visit(server, "/docs", viewport={"width": 360, "height": 740}).page
    page.wait_for_selector(".opblock")
    operations = page.locator(".opblock")
    for operation in operations.all():
        operation.locator(".opblock-summary-control").click()
        operation.locator(".responses-table").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, operation.get_attribute("id")
    block = page.locator("#operations-articles-cleanPage")
    block.locator(".execute").click()
    block.locator(".live-responses-table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
