/* Answers as they came, to read and to copy, and the curl call that gives them. */

import { announce, count, element } from "./dom.js";
import { cleaningAddress, key } from "./service.js";

/** More characters than this are not drawn; copying still takes all of them. */
const DRAWN = 200_000;
/** A page longer than this is named in the curl call, not written out. */
const WRITTEN_OUT = 4_000;
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;

/** A text with a button that copies the whole of it. `colours` is for JSON. */
export function code(text, label, colours = false) {
  const shown = text.slice(0, DRAWN);
  const inner = element("code", {}, colours ? coloured(shown) : shown);
  const view = element("pre", { tabIndex: 0, role: "group", "aria-label": label }, inner);
  const button = element("button", { type: "button", className: "quiet copy" }, "Copy");
  button.addEventListener("click", () => copy(text, inner, button));
  const note = text.length > DRAWN ? element("p", { className: "faint" }, `The first ${count(DRAWN)} of ${count(text.length)} characters; Copy takes all.`) : null;
  return element("div", { className: "code" }, button, note, view);
}

async function copy(text, inner, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    announce("Copied.");
  } catch {
    // without a secure connection there is no clipboard: mark it for the reader's own copying
    getSelection().selectAllChildren(inner);
    button.textContent = "Marked";
    announce("Marked; copy it with the keyboard.");
  }
  setTimeout(() => (button.textContent = "Copy"), 2_000);
}

/** JSON put on lines. */
export const pretty = (text) => JSON.stringify(JSON.parse(text), null, 2);

function coloured(json) {
  const made = [];
  let at = 0;
  for (const found of json.matchAll(TOKEN)) {
    made.push(json.slice(at, found.index));
    const [all, string, colon] = found;
    const name = colon ? "json-key" : string ? "json-string" : "json-other";
    made.push(element("span", { className: name }, string ?? all), colon ?? "");
    at = found.index + all.length;
  }
  made.push(json.slice(at));
  return made;
}

const quoted = (value) => `'${value.replaceAll("'", "'\\''")}'`;

/** The call that sends `page` and gives the answer in the form `accept`. */
export function curl(page, hints, accept, wanted) {
  const lines = [`curl -sS ${quoted(cleaningAddress(hints, wanted))}`, `-H ${quoted(`Content-Type: ${page.type}`)}`];
  if (accept !== "application/json") lines.push(`-H ${quoted(`Accept: ${accept}`)}`);
  // the key itself is not written where it may be copied along
  if (key.get()) lines.push('-H "X-Api-Key: $UNCHROME_KEY"');
  if (page.name || page.text.length > WRITTEN_OUT) {
    lines.push(`--data-binary @${quoted(page.name ?? (page.kind === "html" ? "page.html" : "page.txt"))}`);
    return lines.join(" \\\n  ");
  }
  let end = "PAGE";
  while (page.text.split("\n").includes(end)) end += "_";
  lines.push(`--data-binary @- <<'${end}'`);
  return `${lines.join(" \\\n  ")}\n${page.text}${page.text.endsWith("\n") ? "" : "\n"}${end}`;
}
