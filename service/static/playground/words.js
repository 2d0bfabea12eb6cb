/* What roles, kinds and built-in judgements are called, and what they mean. */

import { byId } from "./dom.js";

const main = byId("main");

/** The contents of words.json. */
export const words = await (await fetch(main.dataset.words)).json();

/** Warning -> what it means. */
export const warnings = JSON.parse(main.dataset.warnings);

/** The key a segment is coloured, counted and filtered by: its kind if it was removed, else its role. */
export const partOf = (segment) => segment.kind ?? segment.role;

/** The name and the meaning of a part. */
export const part = (name) => words.kinds[name] ?? words.roles[name] ?? [name, ""];

/** The class that gives a part its colour. */
export const colour = (name) => `part part-${name}`;

/** All parts, those that are kept first. */
export const PARTS = [...Object.keys(words.roles).filter((role) => role !== "removed"), ...Object.keys(words.kinds)];

/** Whether a part is a kind of removal. */
export const isRemoved = (name) => name in words.kinds;

/** Why a segment is what it is, in a sentence; `rule` is the rule of a pack, when it is one. */
export function reason(segment, rule) {
  if (!segment.rule) return words.unnamed.kept;
  if (rule) return `${words.unnamed.rule} “${rule.id.split(".")[0]}”: it matches lines such as “${rule.example}”.`;
  // text.byline.bare is a kind of text.byline
  for (let name = segment.rule; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    if (words.judgements[name]) return words.judgements[name];
  }
  return words.unnamed.builtin;
}
