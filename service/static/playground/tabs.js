/* Tabs by the pattern of the ARIA Authoring Practices: one of them is in the tab order, arrow keys reach the others. */

import { byId } from "./dom.js";

/** Bring a list of tabs to life; `shown` is called with the id of each tab that is opened. */
export function tabs(list, shown = () => {}) {
  const all = () => [...list.querySelectorAll("[role=tab]")].filter((tab) => !tab.disabled);

  function open(tab) {
    for (const each of list.querySelectorAll("[role=tab]")) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      byId(each.getAttribute("aria-controls")).hidden = !chosen;
    }
    shown(tab.id);
  }

  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab && !tab.disabled) open(tab);
  });
  list.addEventListener("keydown", (event) => {
    const usable = all();
    const at = usable.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: usable.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const tab = usable[(to + usable.length) % usable.length];
    tab.focus();
    open(tab);
  });
  return { open, current: () => list.querySelector("[aria-selected=true]") };
}
