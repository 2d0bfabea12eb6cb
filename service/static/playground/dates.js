/* Days and moments as people write them. */

import { element } from "./dom.js";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const PARTS = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:\d{2}))?$/;

/** A day or a moment of an article as an element: in the zone it was given in, which is told. */
export function moment(given) {
  const [, day, time, zone] = PARTS.exec(given) ?? [];
  if (!day) return element("time", {}, given);
  const words = DAY.format(new Date(`${day}T00:00:00Z`));
  return element("time", { dateTime: given }, time ? `${words}, ${time} (${zone === "Z" ? "UTC" : zone})` : words);
}
