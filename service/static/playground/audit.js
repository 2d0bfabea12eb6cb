/* The page, piece by piece: each in the colour of what it is, with a legend that filters and the reason for each. */

import { beginning, byId, count, element, several } from "./dom.js";
import { colour, isRemoved, part, partOf, PARTS, reason } from "./words.js";

/** So many pieces are drawn at a time: a page can have a hundred thousand. */
const BATCH = 1_500;
/** Of a longer piece only the beginning is drawn: a line without an end takes a browser minutes. */
const DRAWN = 5_000;
/** What shares a line of the page, shares one here; of a page that is all one line, so many. */
const TOGETHER = 100;

/** What is shown now. */
let segments = [];
let lines = [];
let drawn = 0;
let hidden = new Set();
let active = null;
let rules = null;

/** Show an article's segments, in the open tab; `sent` is the text that was sent, or null. */
export function show(article, sent) {
  segments = article.segments;
  lines = inLines(segments, sent);
  drawn = 0;
  hidden = new Set();
  active = null;
  const pieces = byId("pieces");
  pieces.replaceChildren();
  pieces.lang = article.language ?? "";
  pieces.removeAttribute("aria-activedescendant");
  byId("reason").replaceChildren(element("p", { className: "faint" }, "Point at a piece, or use the arrow keys, to see why it is what it is."));
  drawLegend();
  drawMore();
  // a list that is not shown would keep its place
  pieces.scrollTop = 0;
}

/** Give the rules in force, for the reasons. */
export function knowRules(map) {
  rules = map;
  explain(active);
}

/* Segments that stood on one line of a text stay on one line: what was glued together shows. */
function inLines(all, sent) {
  const found = [];
  let at = 0;
  for (const [index, segment] of all.entries()) {
    let start = at;
    if (sent !== null && segment.start !== null) {
      start = sent.indexOf(segment.text, at);
      if (start < 0) start = at;
    }
    const between = index > 0 ? all[index - 1].text.slice(-1) + (sent ?? "").slice(at, start) : "";
    const together = index > 0 && found.at(-1).length < TOGETHER && sent !== null && segment.start !== null && !/[\n\r\u2028\u2029]/.test(between);
    if (together) found.at(-1).push(index);
    else found.push([index]);
    at = start + segment.text.length;
  }
  return found;
}

function drawMore() {
  const made = [];
  for (let room = BATCH; room > 0 && drawn < lines.length; drawn += 1) {
    room -= lines[drawn].length;
    made.push(element("div", { className: "line", role: "presentation" }, lines[drawn].map(piece)));
  }
  byId("pieces").append(...made);
  const left = lines.length - drawn;
  byId("more").hidden = left === 0;
  byId("more").textContent = `Show more: ${several(left, "line is", "lines are")} left`;
}

function piece(index) {
  const segment = segments[index];
  const name = partOf(segment);
  const made = element(
    "div",
    { id: `piece-${index}`, className: `piece ${colour(name)} ${isRemoved(name) ? "gone" : "kept"}`, role: "option", "aria-selected": "false", hidden: hidden.has(name) },
    element("span", { className: "words" }, ...words(segment.text.trim())),
    element("span", { className: "tag", lang: "en" }, part(name)[0]),
  );
  made.dataset.index = index;
  return made;
}

function words(text) {
  if (text.length <= DRAWN) return [text];
  return [`${beginning(text, DRAWN)}… `, element("span", { className: "cut", lang: "en" }, `(${several(text.length - DRAWN, "more character", "more characters")})`)];
}

function drawLegend() {
  const counts = new Map();
  const lengths = new Map();
  for (const segment of segments) {
    const name = partOf(segment);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    lengths.set(name, (lengths.get(name) ?? 0) + segment.text.length);
  }
  const present = PARTS.filter((name) => counts.has(name));
  const gone = present.filter(isRemoved).reduce((sum, name) => sum + counts.get(name), 0);
  byId("tally").replaceChildren(element("b", {}, count(gone)), ` of ${several(segments.length, "piece", "pieces")} removed`);
  byId("legend").replaceChildren(
    ...present.map((name) => {
      const button = element("button", { type: "button", className: `chip ${colour(name)}`, "aria-pressed": "true", title: part(name)[1] });
      button.dataset.part = name;
      button.append(element("span", { className: "swatch" }), part(name)[0], element("span", { className: "count" }, count(counts.get(name))));
      return button;
    }),
  );
  byId("shares").replaceChildren(
    ...present.map((name) => {
      const share = element("span", { className: colour(name) });
      share.style.flexGrow = lengths.get(name);
      return share;
    }),
  );
}

function filter(hide) {
  hidden = hide;
  for (const made of byId("pieces").querySelectorAll(".piece")) made.hidden = hidden.has(partOf(segments[made.dataset.index]));
  let kept = false;
  let gone = false;
  for (const button of byId("legend").children) {
    const shown = !hidden.has(button.dataset.part);
    button.setAttribute("aria-pressed", String(shown));
    if (isRemoved(button.dataset.part)) gone ||= !shown;
    else kept ||= !shown;
  }
  const all = [...byId("legend").children].map((button) => button.dataset.part);
  const same = (test) => all.every((name) => hidden.has(name) !== test(name));
  const state = { all: !kept && !gone, kept: same((name) => !isRemoved(name)), removed: same(isRemoved) };
  for (const button of document.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(state[button.dataset.show]));
  if (active !== null && hidden.has(partOf(segments[active]))) choose(null);
}

function explain(index) {
  if (index === null) return;
  const segment = segments[index];
  const name = partOf(segment);
  const rule = rules?.get(segment.rule);
  byId("reason").replaceChildren(
    element(
      "p",
      { className: "verdict" },
      element("span", { className: `swatch ${colour(name)}` }),
      element("b", {}, isRemoved(name) ? `Removed: ${part(name)[0]}` : part(name)[0]),
      segment.rule ? element("code", {}, segment.rule) : null,
    ),
    element("p", {}, `${part(name)[1]} ${reason(segment, rule)}`),
  );
}

function choose(index) {
  const list = byId("pieces");
  list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  active = index;
  if (index === null) {
    list.removeAttribute("aria-activedescendant");
    return;
  }
  const made = byId(`piece-${index}`);
  made.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", made.id);
  made.scrollIntoView({ block: "nearest" });
  explain(index);
}

function move(key) {
  const shown = [...byId("pieces").querySelectorAll(".piece:not([hidden])")].map((made) => Number(made.dataset.index));
  const at = shown.indexOf(active);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: shown.length - 1 }[key];
  if (to === undefined || shown.length === 0) return false;
  choose(shown[Math.min(Math.max(to, 0), shown.length - 1)]);
  return true;
}

/** Bring the view to life, once. */
export function listen() {
  const list = byId("pieces");
  const under = (event) => {
    const made = event.target.closest(".piece");
    return made ? Number(made.dataset.index) : null;
  };
  // after a key the list may scroll under a resting pointer, which then has nothing to say until it moves
  let byKey = false;
  let rested = "";
  const place = (event) => `${event.clientX} ${event.clientY}`;
  for (const name of ["pointerover", "pointermove"]) {
    list.addEventListener(name, (event) => {
      if (byKey && place(event) === rested) return;
      byKey = false;
      rested = place(event);
      explain(under(event));
    });
  }
  list.addEventListener("pointerleave", () => explain(active));
  list.addEventListener("click", (event) => under(event) !== null && choose(under(event)));
  list.addEventListener("focus", () => active === null && move("Home"));
  list.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && move(event.key)) {
      byKey = true;
      event.preventDefault();
    }
  });
  byId("more").addEventListener("click", () => {
    drawMore();
    if (byId("more").hidden) list.focus();
  });
  byId("legend").addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.part;
    if (!name) return;
    const hide = new Set(hidden);
    if (!hide.delete(name)) hide.add(name);
    filter(hide);
  });
  for (const button of document.querySelectorAll("[data-show]")) {
    const { show: wanted } = button.dataset;
    button.addEventListener("click", () => filter(new Set(PARTS.filter((name) => wanted !== "all" && isRemoved(name) !== (wanted === "removed")))));
  }
}
