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
