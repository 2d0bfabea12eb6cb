/* The page that is to be cleaned: typed, pasted, dropped or opened, and what kind of page it is. */

import { beginning, byId, count } from "./dom.js";

const MARKUP = /<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|span|a|meta|script)\b[^<>]*>/i;
const HTML_FILE = /\.(?:x?html?|xht)$/i;

/** A longer paste is put in as a whole: typed in by the browser, a long page takes it minutes. */
const LONG = 50_000;
/** Of a page of more characters than this the box shows a beginning: a long line takes it time with the square of its length. */
const WHOLE = 200_000;
const BEGINNING = 10_000;

/** A file that is sent byte for byte as it is, until its text is edited. */
let file = null;
/** The whole text when the box shows only its beginning, which cannot be edited then; otherwise null. */
let whole = null;

const text = () => byId("text");
const value = () => whole ?? text().value;
const chosen = () => document.querySelector("input[name=kind]:checked").value;

function detected() {
  if (file) return file.type.includes("html") || HTML_FILE.test(file.name) || !/^text\/plain/.test(file.type) ? "html" : "text";
  return MARKUP.test(value().slice(0, 100_000)) ? "html" : "text";
}

function tellKind() {
  const known = chosen() === "auto" && (file || value().trim());
  byId("detected").textContent = known ? `: ${detected() === "html" ? "HTML" : "text"}` : "";
}

function tellFile() {
  tellMissing("");
  byId("file").hidden = !file && whole === null;
  const told = file ? [`${file.name}, ${count(file.size)} bytes, sent as they are.`] : whole === null ? [] : [`${count(whole.length)} characters, all of them sent.`];
  if (whole !== null) told.push("Only the beginning is shown.");
  byId("file-name").textContent = told.join(" ");
}

function tellMissing(words) {
  byId("missing").textContent = words;
  if (words) text().setAttribute("aria-invalid", "true");
  else text().removeAttribute("aria-invalid");
}

/** Whether there is nothing to send. */
export const isEmpty = () => (file ? file.size === 0 : !value().trim());

/** Say that a page is missing, where it is put in. */
export function ask() {
  tellMissing(file ? "This file is empty. Paste a page first, or open another file." : "Paste a page first, or take a sample.");
  text().focus();
}

/* Put a text into the box, or its beginning. */
function put(given) {
  whole = given.length > WHOLE ? given : null;
  text().value = whole === null ? given : `${beginning(given, BEGINNING)}…`;
  text().readOnly = whole !== null;
  if (whole !== null) text().scrollTop = 0;
  tellFile();
  tellKind();
}

/** Take a text in place of what was there. */
export function takeText(given) {
  file = null;
  put(given);
}

/** Take a file; its text is shown when it is UTF-8, otherwise its charset is the service's to find out. */
export async function takeFile(given) {
  const bytes = await given.arrayBuffer();
  let read = "";
  try {
    read = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // sent all the same
  }
  file = given;
  put(read);
}

/** The page as it would be sent: `body`, `type` (its Content-Type), `text` (null if unknown), `name` of its file. */
export function page() {
  const kind = chosen() === "auto" ? detected() : chosen();
  const type = kind === "html" ? "text/html" : "text/plain";
  const all = value();
  if (file) return { body: file, type, kind, text: all || null, name: file.name };
  return { body: all, type: `${type}; charset=utf-8`, kind, text: all, name: null };
}

/** Listen to everything that gives a page. `arrived` is called when a whole page came at once. */
export function listen(arrived) {
  const edited = () => {
    file = null;
    if (text().value.length > WHOLE) put(text().value);
    else {
      tellFile();
      tellKind();
    }
  };
  text().addEventListener("input", edited);
  text().addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (pasted.length < LONG && whole === null) return;
    event.preventDefault();
    const { value: before, selectionStart: start, selectionEnd: end } = text();
    // there is no place within a text that is not all there: the new page stands in its stead
    if (whole !== null) takeText(pasted);
    else if (before.length - (end - start) + pasted.length > WHOLE) takeText(before.slice(0, start) + pasted + before.slice(end));
    else {
      text().setRangeText(pasted, start, end, "end");
      edited();
    }
  });
  for (const radio of document.querySelectorAll("input[name=kind]")) radio.addEventListener("change", tellKind);
  byId("upload").addEventListener("change", async (event) => {
    const [given] = event.target.files;
    event.target.value = "";
    if (given) await takeFile(given).then(arrived);
  });
  byId("file-remove").addEventListener("click", () => {
    takeText("");
    text().focus();
  });

  const drop = byId("drop");
  // a page may be dropped anywhere, or the browser would leave for the file
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const [given] = event.dataTransfer.files;
    const words = event.dataTransfer.getData("text/html") || event.dataTransfer.getData("text/plain");
    if (given) await takeFile(given).then(arrived);
    else if (words) {
      takeText(words);
      arrived();
    }
  });
}
