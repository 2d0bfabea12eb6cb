/* The article as a reader would see it, and its metadata with where each value was found. */

import { count, element, several } from "./dom.js";
import { moment } from "./dates.js";
import { marked } from "./marked.js";
import { colour, part, warnings, words } from "./words.js";

/** The whole of the Article tab. */
export function article(told) {
  return [
    told.warnings.length
      ? element("ul", { className: "warnings", "aria-label": "Warnings" }, told.warnings.map((name) => element("li", {}, element("code", {}, name), ` ${warnings[name] ?? ""}`)))
      : null,
    element("article", { className: "article", lang: told.language ?? "" }, heading(told), body(told)),
    metadata(told),
    removed(told),
  ].filter(Boolean);
}

function heading(told) {
  const facts = [told.authors.join(", "), told.published_at && moment(told.published_at), told.source?.name ?? told.source?.url].filter(Boolean);
  return element(
    "header",
    {},
    told.section.length ? element("p", { className: "eyebrow" }, told.section.join(" › ")) : null,
    element("h3", { className: "headline" }, told.title ?? "Untitled"),
    facts.length ? element("p", { className: "facts" }, facts.flatMap((fact, at) => (at ? [" · ", fact] : [fact]))) : null,
  );
}

function body(told) {
  const parts = told.blocks?.length ? told.blocks.map(block) : told.text.split("\n\n").map((text) => element("p", {}, marked({ text })));
  const [first] = parts;
  if (told.lead && first?.textContent === told.lead) first.className = "lead";
  // of a text only the captions are known, and not where the pictures stood
  const placed = (told.blocks ?? []).filter(({ image }) => image).length;
  return placed ? parts : [...parts, ...told.images.map(figure)];
}

function block(given) {
  switch (given.type) {
    case "heading":
      // the headline above is the third level of this page
      return element(`h${Math.min(6, Math.max(4, given.level + 2))}`, {}, marked(given));
    case "item": {
      const made = element("p", { className: "item" }, element("span", { className: "mark" }, given.number === null ? "•" : `${given.number}.`), element("span", {}, marked(given)));
      made.style.marginInlineStart = `${1.4 * ((given.depth ?? 1) - 1)}em`;
      return made;
    }
    case "quote":
      return element("blockquote", {}, marked(given));
    case "code":
      return element("pre", { tabIndex: 0 }, element("code", {}, marked({ text: given.text })));
    case "table":
      return element("div", { className: "wide", tabIndex: 0, role: "group", "aria-label": "Table" }, element("table", {}, element("tbody", {}, (given.rows ?? []).map((row) => element("tr", {}, row.map(cell))))));
    case "image":
      return figure(given.image);
    case "term":
      return element("p", { className: "term" }, marked(given));
    case "definition":
      return element("p", { className: "definition" }, marked(given));
    default:
      return element("p", {}, marked(given));
  }
}

const cell = (given) => element(given.header ? "th" : "td", { colSpan: given.colspan, rowSpan: given.rowspan }, marked(given));

/* The picture itself lies with others and is not loaded. */
const figure = ({ url, alt, caption }) =>
  element(
    "figure",
    {},
    element("p", { className: "picture" }, element("span", { className: "mark", lang: "en" }, "Picture"), element("span", {}, alt ?? (caption ? "" : url) ?? "")),
    caption ? element("figcaption", {}, caption) : null,
  );

function metadata(told) {
  const said = Object.keys(words.metadata).filter((key) => told.provenance[key]);
  const silent = Object.keys(words.metadata).filter((key) => !told.provenance[key]);
  return element(
    "section",
    { className: "metadata", "aria-labelledby": "metadata-title" },
    element("h3", { id: "metadata-title" }, "Metadata"),
    element("dl", {}, said.map((key) => entry(told, key))),
    silent.length ? element("p", { className: "faint" }, `The page does not say: ${silent.map((key) => words.metadata[key].toLowerCase()).join(", ")}.`) : null,
    element("p", { className: "faint" }, `${several(told.word_count, "word", "words")}`, told.encoding ? `, read as ${told.encoding}` : "", `, rules ${told.cleaner.rules}, version ${told.cleaner.service}.`),
  );
}

function entry(told, key) {
  const { from, rule, raw } = told.provenance[key];
  const shown = value(told, key);
  return element(
    "div",
    {},
    element("dt", {}, words.metadata[key]),
    element("dd", { className: "value" }, shown),
    element(
      "dd",
      { className: "found" },
      element("span", { className: "origin" }, words.origins[from] ?? from),
      rule ? element("code", {}, rule) : null,
      raw === shown ? null : element("q", {}, raw),
    ),
  );
}

function value(told, key) {
  const given = told[key];
  if (key === "section") return given.join(" › ");
  if (Array.isArray(given)) return given.join(", ");
  if (key === "source") return [given.name, given.url].filter(Boolean).join(", ");
  if (key === "licence") return [given.number, given.issued_on, given.issuer].filter(Boolean).join(", ") || given.text;
  return typeof given === "number" ? count(given) : given;
}

function removed(told) {
  const kinds = Object.entries(told.removed_counts);
  return element(
    "section",
    { className: "removed", "aria-labelledby": "removed-title" },
    element("h3", { id: "removed-title" }, "Removed"),
    kinds.length ? counts(kinds) : element("p", { className: "faint" }, "Nothing: the page is all article."),
  );
}

/** How many pieces of each kind were removed, as a bar. */
export function shares(kinds) {
  const parts = kinds.map(([kind, number]) => {
    const share = element("span", { className: colour(kind) });
    share.style.flexGrow = number;
    return share;
  });
  return element("div", { className: "shares", "aria-hidden": "true" }, parts);
}

/** How many pieces of each kind were removed, as a list. */
export function counts(kinds) {
  return element(
    "ul",
    { className: "counts" },
    kinds.map(([kind, number]) => element("li", { className: colour(kind) }, element("span", { className: "swatch" }), `${part(kind)[0]} `, element("b", {}, count(number)))),
  );
}
