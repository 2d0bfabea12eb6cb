/* Building blocks of the page. Text only ever becomes text: nothing here, or anywhere, takes markup. */

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** An element with properties, attributes (those with a dash, and role) and children; empty children are left out. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A number as people write it. */
export const count = (number) => number.toLocaleString("en");

/** The first so many characters of a text, with none cut in two. */
export const beginning = (text, length) => text.slice(0, length).replace(/[\ud800-\udbff]$/, "");

/** `one` or `many`, with the number before it. */
export const several = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

/** Say something to those who cannot see what changed. */
export function announce(words) {
  byId("status").textContent = words;
}
