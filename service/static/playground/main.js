/* The playground: takes a page, asks the service, and shows what it says. */

import { article } from "./article.js";
import * as audit from "./audit.js";
import { code, curl, pretty } from "./code.js";
import { announce, byId, element, several } from "./dom.js";
import * as known from "./hints.js";
import { problem } from "./problem.js";
import * as service from "./service.js";
import * as source from "./source.js";
import { tabs } from "./tabs.js";

/** The tabs that show an answer as it came: what to ask for, and how to show it. */
const FORMATS = {
  "tab-json": { accept: "application/json", wanted: service.INCLUDE, label: "JSON", show: pretty, colours: true },
  "tab-markdown": { accept: "text/markdown", wanted: "", label: "Markdown", show: (text) => text, colours: false },
  "tab-jsonld": { accept: "application/ld+json", wanted: "", label: "JSON-LD", show: pretty, colours: true },
};

/** The page that was sent last, its hints, and the answers to it by tab. */
let sent = null;
let answers = new Map();
let underway = null;
let lastFormat = "tab-json";
/** The panels with something new in them, which is read from its beginning. */
const unread = new Set();
/** The rules in force, once they are known. */
let rules = null;

const pageTabs = tabs(byId("page").querySelector("[role=tablist]"));
const resultTabs = tabs(byId("result").querySelector("[role=tablist]"), opened);

function busy(now) {
  byId("result").setAttribute("aria-busy", String(now));
  document.body.classList.toggle("busy", now);
}

/** Ask for one form of the article. An answer is kept; a problem is not, so that the next look asks again. */
async function ask(tab) {
  if (answers.has(tab)) return answers.get(tab);
  const { accept, wanted } = FORMATS[tab];
  const answer = await service.clean(sent.page, sent.hints, accept, wanted, underway.signal);
  if (!answer.problem) answers.set(tab, answer);
  return answer;
}

async function clean() {
  if (source.isEmpty()) {
    pageTabs.open(byId("tab-source"));
    source.ask();
    return;
  }
  underway?.abort();
  const mine = (underway = new AbortController());
  sent = { page: source.page(), hints: known.hints() };
  known.mark([]);
  answers = new Map();
  busy(true);
  announce("Cleaning.");
  try {
    const answer = await ask("tab-json");
    if (mine.signal.aborted) return;
    if (answer.problem) await showProblem(answer, byId("panel-article"), clean, mine.signal);
    else await showArticle(JSON.parse(answer.text), mine.signal);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  } finally {
    if (underway === mine) busy(false);
  }
}

async function showArticle(told, signal) {
  byId("panel-article").replaceChildren(...article(told));
  byId("tab-audit").disabled = false;
  pageTabs.open(byId("tab-audit"));
  audit.show(told, told.segments.some((segment) => segment.start !== null) ? sent.page.text : null);
  await reopen();
  const removed = told.segments.filter((segment) => segment.role === "removed").length;
  announce(`Article found: ${several(told.word_count, "word", "words")}; ${removed} of ${several(told.segments.length, "piece", "pieces")} removed.`);
  toResult();
  rules ??= await service.rules();
  if (rules && !signal.aborted) audit.knowRules(rules);
}

async function showProblem(answer, panel, again, signal) {
  const told = answer.problem;
  const meaning = await service.explain(told.type);
  if (signal.aborted) return;
  panel.replaceChildren(problem(told, meaning, answer.retryAfter, again));
  if (panel.id === "panel-article") {
    unread.add(panel.id);
    known.mark(told.errors ?? []);
    byId("tab-audit").disabled = true;
    pageTabs.open(byId("tab-source"));
    resultTabs.open(byId("tab-article"));
    toResult();
  }
  announce(`${told.title}. ${told.detail ?? ""}`);
  if (told.status === 401) {
    byId("key-box").open = true;
    byId("key").focus();
  }
}

/** Where the panes lie one above the other, the answer is out of sight. */
function toResult() {
  if (matchMedia("(max-width: 899px)").matches) byId("result").scrollIntoView();
}

function reopen() {
  unread.add("panel-article");
  for (const tab of [...Object.keys(FORMATS), "tab-curl"]) {
    const panel = byId(tab.replace("tab", "panel"));
    panel.replaceChildren();
    unread.add(panel.id);
  }
  return opened(resultTabs.current().id);
}

async function opened(tab) {
  if (tab in FORMATS) lastFormat = tab;
  const panel = byId(tab.replace("tab", "panel"));
  if (unread.delete(panel.id)) panel.scrollTop = 0;
  if (tab === "tab-article" || panel.childElementCount > 0) {
    if (tab !== "tab-curl") return;
  }
  if (!sent) {
    panel.replaceChildren(element("p", { className: "faint" }, "Clean a page first."));
    return;
  }
  if (tab === "tab-curl") showCurl(panel);
  else await showFormat(tab, panel);
}

async function showFormat(tab, panel) {
  const mine = underway;
  panel.replaceChildren(element("p", { className: "faint" }, "Asking…"));
  try {
    const answer = await ask(tab);
    if (mine !== underway) return;
    const { label, show, colours } = FORMATS[tab];
    if (answer.problem) await showProblem(answer, panel, () => showFormat(tab, panel), mine.signal);
    else panel.replaceChildren(code(show(answer.text), label, colours));
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function showCurl(panel) {
  const { accept, wanted } = FORMATS[lastFormat];
  const forms = Object.entries(FORMATS).map(([tab, { label }]) => element("option", { value: tab, selected: tab === lastFormat }, label));
  const choice = element("select", { id: "curl-format" }, forms);
  choice.addEventListener("change", () => {
    lastFormat = choice.value;
    showCurl(panel);
    byId("curl-format").focus();
  });
  panel.replaceChildren(
    element("p", { className: "row" }, element("label", { htmlFor: "curl-format" }, "The call that gives"), choice),
    code(curl(sent.page, sent.hints, accept, wanted), "curl call"),
  );
}

function listenToKey() {
  const box = byId("key");
  const tell = () => (byId("key-state").textContent = service.key.get() ? "set" : "");
  box.value = service.key.get();
  tell();
  box.addEventListener("input", () => {
    service.key.set(box.value.trim());
    tell();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && sent) clean();
  });
  byId("key-forget").addEventListener("click", () => {
    service.key.set("");
    box.value = "";
    tell();
    box.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !byId("key-box").open) return;
    byId("key-box").open = false;
    byId("key-box").querySelector("summary").focus();
  });
}

byId("clean").addEventListener("click", clean);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) clean();
});
for (const button of document.querySelectorAll("[data-sample]")) {
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.sample);
    source.takeText(await answer.text());
    byId("clean").focus();
    await clean();
  });
}
source.listen(clean);
audit.listen();
known.listen();
listenToKey();
document.body.classList.add("ready");
