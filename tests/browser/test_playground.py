"""The playground as people use it: a page goes in by every way there is, and the answer is looked at from all sides."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from service.routes.pages import SAMPLES
from tests.browser.conftest import Open, Watched
from tests.service.support import HTML, PAGE, ROOT, Server

CASE = (ROOT / "tests" / "cases" / "cho_phien" / "page.txt").read_text(encoding="utf-8")
TITLE = "Chợ phiên Mường Vang mở lại sau hai năm sửa chữa"


def drop(watched: Watched, name: str, kind: str, content: str) -> None:
    """Drop a file on the page, as a hand would."""
    transfer = watched.page.evaluate_handle(
        """([name, type, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([content], name, {type}));
          return transfer;
        }""",
        [name, kind, content],
    )
    watched.page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})


def pieces(watched: Watched) -> list[str]:
    """The names of the pieces that are shown."""
    return watched.page.locator(".piece:visible .tag").all_inner_texts()


def paste(watched: Watched, text: str) -> None:
    """Paste a text, as hands do."""
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    watched.page.focus("#text")
    watched.page.keyboard.press("Control+v")


def test_a_pasted_text_becomes_an_article(server: Server, visit: Open) -> None:
    watched = visit(server)
    paste(watched, CASE)
    assert "text" in watched.page.inner_text("#detected")
    watched.page.click("#clean")
    assert watched.article() == TITLE
    found = watched.page.inner_text(".metadata")
    assert "Lò Thị Mẩy" in found
    assert "vi.byline.label" in found
    assert "Bài, ảnh: Lò Thị Mẩy" in found


def test_a_dropped_file_is_sent_as_it_is(server: Server, visit: Open) -> None:
    watched = visit(server)
    drop(watched, "page.html", "text/html", HTML)
    assert watched.article() == "Xóm nhỏ dọn đường"
    watched.page.click("#tab-source")
    assert "page.html" in watched.page.inner_text("#file")
    assert "HTML" in watched.page.inner_text("#detected")


def test_the_service_finds_the_charset_of_an_opened_file(server: Server, visit: Open) -> None:
    watched = visit(server)
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
    told = "".join(
        f"<p>{day.title()}, les péniches ont passé l'écluse dès l'aube, et le gardien du canal a noté, comme chaque "
        f"{day} depuis l'été dernier, leurs noms, leurs heures et ce qu'elles portaient.</p>"
        for day in days
    )
    page = f"<meta charset=windows-1252><h1>Où vont les péniches</h1>{told}"
    content = page.encode("windows-1252")
    watched.page.set_input_files("#upload", {"name": "page.htm", "mimeType": "text/html", "buffer": content})
    assert watched.article() == "Où vont les péniches"
    assert "windows-1252" in watched.page.inner_text(".metadata")


def test_an_edited_file_is_a_text_of_its_own(server: Server, visit: Open) -> None:
    watched = visit(server)
    drop(watched, "page.html", "text/html", HTML)
    watched.article()
    watched.page.click("#tab-source")
    watched.page.fill("#text", CASE)
    assert not watched.page.is_visible("#file")
    watched.page.click("#clean")
    watched.page.wait_for_function("title => document.querySelector('.headline')?.textContent === title", arg=TITLE)


@pytest.mark.parametrize("words", [words for _, words in SAMPLES])
def test_every_sample_is_cleaned_at_once(server: Server, visit: Open, words: str) -> None:
    watched = visit(server)
    watched.page.click(f"text={words}")
    if "no article" in words:
        assert "The page holds no article" in watched.problem()
    else:
        assert watched.article()
        assert {"Title", "Byline", "Body"} <= set(pieces(watched))


def test_every_piece_of_a_text_is_shown_and_glued_ones_share_a_line(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.page.click("text=Lines glued together")
    watched.article()
    shown = "".join(watched.page.locator(".piece .words").all_inner_texts())
    sent = watched.page.input_value("#text")
    assert "".join(shown.split()) == "".join(sent.split())
    shared = watched.page.locator(".line").filter(has=watched.page.locator(".piece >> nth=1"))
    assert shared.filter(has_text="Huy Anh").locator(".tag").all_inner_texts() == ["Body", "Byline", "Comments"]


def test_the_legend_counts_and_filters(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.clean(CASE)
    watched.article()
    everything = pieces(watched)
    assert watched.page.inner_text("#tally") == f"12 of {len(everything)} pieces removed"
    chip = watched.page.locator("#legend button", has_text="Navigation")
    assert chip.inner_text().split() == ["Navigation", str(everything.count("Navigation"))]
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    assert pieces(watched) == [name for name in everything if name != "Navigation"]
    watched.page.click("[data-show=removed]")
    assert set(pieces(watched)) == {"Navigation", "Clock", "Toolbar", "Related", "Counter"}
    watched.page.click("[data-show=kept]")
    assert "Navigation" not in pieces(watched)
    assert "Body" in pieces(watched)
    watched.page.click("[data-show=all]")
    assert pieces(watched) == everything


def test_pointing_at_a_piece_tells_its_rule_and_reason(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.clean(CASE)
    watched.article()
    watched.page.wait_for_load_state("networkidle")  # the rules come after the article
    watched.page.hover(".piece:has-text('Tổng lượt truy cập')")
    told = watched.page.inner_text("#reason")
    assert "Removed: Counter" in told
    assert "vi.counter.total" in told
    assert "Visitors of the site." in told
    assert "it matches lines such as" in told


def test_the_keyboard_is_enough(server: Server, visit: Open) -> None:
    watched = visit(server)
    page = watched.page

    def tab_to(target: str) -> None:
        for _ in range(60):
            if page.evaluate("target => document.activeElement.matches(target)", target):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached")

    tab_to("#text")
    page.keyboard.insert_text(CASE)
    page.keyboard.press("Control+Enter")
    assert watched.article() == TITLE
    assert "Article found" in page.inner_text("#status")
    page.evaluate("document.activeElement.blur()")
    tab_to("#legend button")
    page.keyboard.press("Space")
    assert "Body" not in pieces(watched)
    page.keyboard.press("Space")
    tab_to("#pieces")
    assert page.get_attribute("#pieces", "aria-activedescendant") == "piece-0"
    assert "vi.nav.menu_word" in page.inner_text("#reason")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    assert "Removed: Clock" in page.inner_text("#reason")
    assert page.inner_text("[role=option][aria-selected=true] .tag") == "Clock"
    page.keyboard.press("End")
    assert "vi.counter.total" in page.inner_text("#reason")
    tab_to("#tab-article")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-json", "aria-selected") == "true"
    page.wait_for_selector("#panel-json pre")
    page.keyboard.press("End")
    assert page.is_visible("#panel-curl pre")


@pytest.mark.parametrize(
    ("tab", "accept"), [("markdown", "text/markdown"), ("jsonld", "application/ld+json"), ("json", "application/json")]
)
def test_a_tab_shows_what_the_service_answers(server: Server, visit: Open, tab: str, accept: str) -> None:
    watched = visit(server)
    watched.clean(CASE)
    watched.article()
    watched.page.click(f"#tab-{tab}")
    shown = watched.page.locator(f"#panel-{tab} pre").text_content() or ""
    connection = server.connect()
    query = "?include=segments,blocks" if tab == "json" else ""
    headers = {"Content-Type": "text/plain; charset=utf-8", "Accept": accept}
    connection.request("POST", f"/v1/articles{query}", CASE.encode(), headers)
    told = connection.getresponse().read().decode()
    assert shown == told if tab == "markdown" else json.loads(shown) == json.loads(told)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
@pytest.mark.parametrize(
    "page", [CASE, f"{PAGE}\nPAGE\nIt's 'quoted' $HOME `date` \\ \n", HTML], ids=["a text", "odd characters", "HTML"]
)
def test_the_curl_call_gives_what_is_shown(server: Server, visit: Open, page: str, tmp_path: Path) -> None:
    watched = visit(server)
    watched.clean(page)
    watched.article()
    watched.page.click("#tab-json")
    shown = json.loads(watched.page.locator("#panel-json pre").text_content() or "")
    watched.page.click("#tab-curl")
    call = watched.page.locator("#panel-curl pre").text_content() or ""
    ran = subprocess.run(["sh", "-c", call], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == shown


def test_what_is_known_of_a_page_goes_along(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.page.click("text=What you know about it")
    watched.page.fill("#hint-url", "https://baonui.example/cho-phien?a=1&b='2'")
    watched.clean(CASE)
    watched.article()
    assert "https://baonui.example/cho-phien?a=1&b='2'" in watched.page.inner_text(".metadata")
    watched.page.click("#tab-source")
    watched.page.fill("#hint-language", "no_tag_at_all")
    watched.page.click("#clean")
    told = watched.problem()
    assert "The request does not fit its schema" in told
    assert "/language" in told


def test_nothing_of_a_page_is_run_or_loaded(server: Server, visit: Open) -> None:
    hostile = (
        "<title>Deep water</title><script>window.harm = 1</script><base href='https://elsewhere.example/'>"
        "<body onload='window.harm = 2'><article><h1>Deep &lt;img src=x onerror='window.harm = 3'&gt; water</h1>"
        + "<p onclick='window.harm = 4'>The harbour was dredged for the ninth time since spring, "
        "the pilots said &lt;script&gt;window.harm = 5&lt;/script&gt; on Monday, and the boats can pass.</p>"
        * 4
        + "<img src='https://elsewhere.example/x.png' onerror='window.harm = 6' alt='<b>boats</b>'>"
        "<a href='javascript:window.harm = 7'>more of it</a><svg onload='window.harm = 8'></svg></article>"
    )
    watched = visit(server)
    watched.clean(hostile)
    assert "<img src=x" in watched.article()
    for tab in ("json", "markdown", "jsonld", "curl"):
        watched.page.click(f"#tab-{tab}")
        watched.page.wait_for_selector(f"#panel-{tab} pre")
    watched.page.locator(".piece").first.click()
    assert watched.page.evaluate("window.harm") is None
    assert watched.page.locator(".panes :is(img, script, svg, iframe, a[href^=javascript])").count() == 0


def test_a_page_of_two_megabytes_is_shown_in_part_and_can_be_had_whole(server: Server, visit: Open) -> None:
    days = [
        f"On day {n} the ferry left at dawn and came back at dusk, and {n} people waited for it on the pier."
        for n in range(21_000)
    ]
    page = "\n".join(["The long log of the ferry", *days])
    assert len(page) > 2_000_000
    watched = visit(server)
    paste(watched, page)
    watched.page.click("#clean")
    assert watched.article()
    assert watched.page.locator(".piece").count() < len(days)
    watched.page.click("#more")
    before = watched.page.locator(".piece").count()
    assert "lines are left" in watched.page.inner_text("#more")
    watched.page.click("#tab-json")
    watched.page.wait_for_selector("#panel-json pre")
    assert "Copy takes all" in watched.page.inner_text("#panel-json")
    watched.page.click("[data-show=removed]")
    watched.page.click("[data-show=all]")
    assert watched.page.locator(".piece:not([hidden])").count() == before


def test_a_long_page_of_one_line_is_shown_in_part_and_sent_whole(server: Server, visit: Open) -> None:
    days = (
        f"On day {n} the ferry left at dawn and came back at dusk, and {n} people waited for it." for n in range(30_000)
    )
    page = " ".join(days)
    assert len(page) > 2_000_000
    watched = visit(server)
    paste(watched, page)
    assert len(watched.page.input_value("#text")) < 20_000
    assert not watched.page.is_editable("#text")
    assert f"{len(page):,} characters, all of them sent" in watched.page.inner_text("#file")
    with watched.page.expect_request("**/v1/articles*") as asked:
        watched.page.click("#clean")
    assert asked.value.post_data == page
    watched.page.wait_for_selector("#panel-article .article")
    watched.page.wait_for_selector("#result[aria-busy=false]")
    assert "more characters" in watched.page.inner_text("#pieces")
    assert "more characters" in watched.page.inner_text("#panel-article .article")
    # what comes after it takes its place
    watched.page.click("#tab-source")
    watched.page.click("#file-remove")
    assert watched.page.is_editable("#text")
    watched.clean(CASE)
    watched.page.wait_for_function("title => document.querySelector('.headline')?.textContent === title", arg=TITLE)


def test_a_long_page_gives_way_to_what_is_pasted_over_it(server: Server, visit: Open) -> None:
    watched = visit(server)
    paste(watched, "The ferry left at dawn and came back at dusk. " * 5_000)
    assert not watched.page.is_editable("#text")
    paste(watched, CASE)
    assert watched.page.input_value("#text") == CASE
    assert watched.page.is_editable("#text")
    assert not watched.page.is_visible("#file")


def test_the_keyboard_is_not_talked_over_by_a_resting_mouse(server: Server, visit: Open) -> None:
    watched = visit(server, viewport={"width": 1280, "height": 560})
    page = watched.page
    watched.clean(CASE)
    watched.article()
    page.hover(".piece >> nth=3")
    assert "Navigation" in page.inner_text("#reason")
    page.focus("#pieces")
    page.keyboard.press("End")
    assert page.evaluate("document.querySelector('#pieces').scrollTop") > 0
    # a browser tells a resting mouse what came to lie under it, some frames later
    page.wait_for_timeout(500)
    assert page.inner_text("[role=option][aria-selected=true] .tag") == "Counter"
    assert "vi.counter.total" in page.inner_text("#reason")
    page.hover(".piece.kept >> nth=-1")
    assert "vi.counter.total" not in page.inner_text("#reason")


def test_a_new_page_is_shown_from_its_beginning(server: Server, visit: Open) -> None:
    watched = visit(server, viewport={"width": 1280, "height": 560})
    page = watched.page
    tops = "ids => ids.map(id => document.getElementById(id).scrollTop)"
    panels = ["pieces", "panel-article"]
    watched.clean(CASE)
    watched.article()
    page.evaluate("ids => ids.forEach(id => { document.getElementById(id).scrollTop = 9999; })", panels)
    assert min(page.evaluate(tops, panels)) > 0
    page.click("#tab-json")
    page.click("#tab-source")
    watched.clean(CASE.replace("hai năm", "ba năm"))
    page.wait_for_selector("#panel-audit .piece:has-text('ba năm')")
    page.click("#tab-article")
    assert page.evaluate(tops, panels) == [0, 0]


def test_a_long_file_is_shown_in_part_and_sent_as_it_is(server: Server, visit: Open) -> None:
    watched = visit(server)
    told = HTML.replace("</article>", "<p>The ferry left at dawn, and came back at dusk.</p>" * 5_000 + "</article>")
    with watched.page.expect_request("**/v1/articles*") as asked:
        drop(watched, "page.html", "text/html", told)
    assert len(watched.page.input_value("#text")) < 20_000
    assert watched.article() == "Xóm nhỏ dọn đường"
    assert asked.value.headers["content-type"] == "text/html"
    watched.page.click("#tab-source")
    assert "Only the beginning is shown" in watched.page.inner_text("#file")


MARKED = """<html><head><meta property="article:published_time" content="2026-04-10T15:20:00+07:00"></head>
<body><article>
<h1>Deep water for the ferry</h1>
<p>The harbour was <strong>dredged for the <em>ninth</em> time</strong> since spring, 🚢 the pilots said on Monday, and
<a href="https://harbour.example/log">the log</a> of the harbour tells how often the ferry had to wait for the tide.</p>
<ul><li>Two boats went out at dawn, and one of them came back before noon with its nets torn.</li>
<li>One stayed at the pier, where the crew mended <a href="javascript:alert(1)">the sails</a> all day.</li></ul>
<p>The next dredging is planned for the autumn, when the water is low and the ferry is not needed as often.</p>
<figure><img src="https://elsewhere.example/pier.jpg" alt="Boats at the pier">
<figcaption>The pier on Monday morning</figcaption></figure>
<p>Until then the pilots will sound the channel each week, and tell the crews what they found there.</p>
</article></body></html>"""


def test_an_article_shows_what_its_page_marks(server: Server, visit: Open) -> None:
    watched = visit(server)
    watched.clean(MARKED)
    assert watched.article() == "Deep water for the ferry"
    article = watched.page.locator("#panel-article .article")
    assert article.locator("strong").inner_text() == "dredged for the ninth time"
    assert article.locator("strong em").inner_text() == "ninth"
    links = article.locator("a").evaluate_all("all => all.map(link => [link.textContent, link.href])")
    assert links == [["the log", "https://harbour.example/log"]]
    figure = article.locator("figure")
    assert "Boats at the pier" in figure.inner_text()
    assert figure.locator("figcaption").inner_text() == "The pier on Monday morning"
    assert article.locator("img").count() == 0
    time = article.locator("time")
    assert time.inner_text() == "10 April 2026, 15:20 (+07:00)"
    assert time.get_attribute("datetime") == "2026-04-10T15:20:00+07:00"
    last = article.locator(".item").last.bounding_box()
    after = article.locator(".item + p:not(.item)").bounding_box()
    assert last
    assert after
    assert after["y"] - last["y"] - last["height"] >= 12
    assert watched.barriers() == []
