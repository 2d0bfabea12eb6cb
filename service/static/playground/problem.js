/* A problem in its own words, with what it means and what to do about it. */

import { element } from "./dom.js";
import { counts, shares } from "./article.js";

/* What detail says beyond the faults, which are listed below it. */
function unlisted({ detail = "", errors = [] }) {
  return errors.reduce((left, fault) => left.replace(`${fault.pointer || "The request"}: ${fault.detail}`, ""), detail).trim();
}

/** What is shown in place of an answer. `again` is called when the reader asks for another try. */
export function problem(told, meaning, retryAfter, again) {
  const kinds = Object.entries(told.removed_counts ?? {});
  const slug = /\/problems\/[a-z-]+$/.exec(told.type ?? "")?.[0];
  return element(
    "section",
    { className: "problem", "aria-labelledby": "problem-title" },
    element("p", { className: "eyebrow" }, told.status ? element("span", { className: "status" }, String(told.status)) : null, slug ? element("code", {}, slug) : null),
    element("h3", { id: "problem-title", tabIndex: -1 }, told.title),
    element("p", { className: "detail" }, unlisted(told)),
    told.errors?.length
      ? element("ul", { className: "faults" }, told.errors.map((fault) => element("li", {}, fault.pointer ? element("code", {}, fault.pointer) : null, ` ${fault.detail}`)))
      : null,
    kinds.length ? [element("h4", {}, "What the page holds, and none of it an article"), shares(kinds), counts(kinds)] : null,
    meaning ? [element("h4", {}, "Why it happens"), element("p", {}, meaning.cause), element("h4", {}, "What to do"), element("p", {}, meaning.remedy)] : null,
    retryAfter ? element("p", {}, element("button", { type: "button", className: "primary", onclick: again }, "Try again")) : null,
    element(
      "p",
      { className: "faint" },
      slug ? element("a", { href: slug.slice(1) }, "About this problem") : null,
      told.request_id ? [" · request ", element("code", {}, told.request_id)] : null,
    ),
  );
}
