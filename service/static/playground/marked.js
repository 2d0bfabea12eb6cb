/* Text with what its offsets mark: links, strong words and the like. Offsets count code points. */

import { beginning, element, several } from "./dom.js";

const ELEMENTS = { strong: "strong", emphasis: "em", deleted: "del", subscript: "sub", superscript: "sup", code: "code" };
/** Of a longer text only the beginning is drawn: a line without an end takes a browser minutes. */
const DRAWN = 50_000;

/** The nodes of a text, its beginning if it is very long; `given` has `text`, and perhaps `spans` and `links`. */
export function marked({ text, spans = [], links = [] }) {
  const shown = beginning(text, DRAWN);
  const cut = text.length > DRAWN ? element("span", { className: "cut", lang: "en" }, `(${several(text.length - shown.length, "more character", "more characters")})`) : null;
  const marks = [...links.filter(leads), ...spans];
  if (marks.length === 0) return cut ? [`${shown}… `, cut] : [shown];
  const points = [...shown];
  // a mark that holds another comes before it; a link around those of the same extent
  const inOrder = marks
    .map(({ start, end, kind, url }) => ({ start, end: Math.min(end, points.length), kind, url }))
    .filter(({ start, end }) => start < end)
    .sort((one, other) => one.start - other.start || other.end - one.end);
  return [...nested(points, 0, points.length, inOrder), cut && "… ", cut].filter(Boolean);
}

/* Only the web's own addresses are led to; the others would be relative to this page, or run something. */
const leads = ({ url }) => /^https?:\/\//i.test(url) && URL.canParse(url);

function nested(points, from, until, marks) {
  const made = [];
  const waiting = [...marks];
  let at = from;
  while (waiting.length) {
    const mark = waiting.shift();
    const start = Math.max(mark.start, at);
    const end = Math.min(mark.end, until);
    if (start >= end) continue;
    const inside = [];
    while (waiting.length && waiting[0].start < end) inside.push(waiting.shift());
    // what begins inside and ends outside goes on outside
    const beyond = inside.filter((each) => each.end > end && !(mark.url && each.url)).map((each) => ({ ...each, start: end }));
    waiting.unshift(...beyond);
    made.push(points.slice(at, start).join(""), wrapped(mark, nested(points, start, end, mark.url ? inside.filter((each) => !each.url) : inside)));
    at = end;
  }
  made.push(points.slice(at, until).join(""));
  return made;
}

function wrapped({ kind, url }, children) {
  if (url) return element("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, children);
  return element(ELEMENTS[kind] ?? "span", {}, children);
}
