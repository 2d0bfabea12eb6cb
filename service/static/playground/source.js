/* The page that is to be cleaned: typed, pasted, dropped or opened, and what kind of page it is. */

import { byId, count } from "./dom.js";

const MARKUP = /<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|span|a|meta|script)\b[^<>]*>/i;
const HTML_FILE = /\.(?:x?html?|xht)$/i;

/** A longer paste is put in as a whole: typed in by the browser, a long page takes it minutes. */
const LONG = 50_000;

/** A file that is sent byte for byte as it is, until its text is edited. */
let file = null;

const text = () => byId("text");
const chosen = () => document.querySelector("input[name=kind]:checked").value;

function detected() {
  if (file) return file.type.includes("html") || HTML_FILE.test(file.name) || !/^text\/plain/.test(file.type) ? "html" : "text";
  return MARKUP.test(text().value.slice(0, 100_000)) ? "html" : "text";
}

function tellKind() {
  const known = chosen() === "auto" && (file || text().value.trim());
  byId("detected").textContent = known ? `: ${detected() === "html" ? "HTML" : "text"}` : "";
}

function tellFile() {
  byId("file").hidden = !file;
  byId("file-name").textContent = file ? `${file.name}, ${count(file.size)} bytes, sent as they are` : "";
}

/** Take a text in place of what was there. */
export function takeText(value) {
  file = null;
  text().value = value;
  tellFile();
  tellKind();
}

/** Take a file; its text is shown when it is UTF-8, otherwise its charset is the service's to find out. */
export async function takeFile(given) {
  const bytes = await given.arrayBuffer();
  try {
    text().value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text().value = "";
  }
  file = given;
  tellFile();
  tellKind();
}

/** The page as it would be sent: `body`, `type` (its Content-Type), `text` (null if unknown), `name` of its file. */
export function page() {
  const kind = chosen() === "auto" ? detected() : chosen();
  const type = kind === "html" ? "text/html" : "text/plain";
  const shown = text().value;
  if (file) return { body: file, type, kind, text: shown || null, name: file.name };
  return { body: shown, type: `${type}; charset=utf-8`, kind, text: shown, name: null };
}

/** Listen to everything that gives a page. `arrived` is called when a whole page came at once. */
export function listen(arrived) {
  const edited = () => {
    file = null;
    tellFile();
    tellKind();
  };
  text().addEventListener("input", edited);
  text().addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (pasted.length < LONG) return;
    event.preventDefault();
    text().setRangeText(pasted, text().selectionStart, text().selectionEnd, "end");
    edited();
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
