/* What the reader knows about the page, and which of it the service did not take. */

import { byId } from "./dom.js";

const NAMES = ["url", "language", "crawled_at", "timezone"];
const field = (name) => byId(`hint-${name}`);

/** The hints as they are sent; those not given are empty. */
export function hints() {
  const given = Object.fromEntries(NAMES.map((name) => [name, field(name).value.trim()]));
  // the field holds the reader's own time
  return { ...given, crawled_at: given.crawled_at && new Date(given.crawled_at).toISOString() };
}

/** Mark the fields that these faults of a problem are about, and no others. */
export function mark(faults) {
  for (const name of NAMES) tell(name, faults.filter(({ pointer }) => pointer === `/${name}`).map(({ detail }) => detail).join(" "));
}

function tell(name, words) {
  const wrong = byId(`wrong-${name}`);
  wrong.textContent = words;
  wrong.hidden = !words;
  if (words) {
    field(name).setAttribute("aria-invalid", "true");
    field(name).setAttribute("aria-describedby", wrong.id);
    byId("hints").open = true;
  } else {
    field(name).removeAttribute("aria-invalid");
    field(name).removeAttribute("aria-describedby");
  }
}

/** A mark goes when its field is changed. */
export function listen() {
  for (const name of NAMES) field(name).addEventListener("input", () => tell(name, ""));
}
