// Calling Unchrome from JavaScript with fetch: Node.js 18 or newer, Deno, Bun, or a page of the same origin.
//
//   node clients/fetch.mjs page.html [http://127.0.0.1:8000]
//
// The address may also stand in UNCHROME_URL; a key stands in UNCHROME_KEY.

/** What the service says instead of an article; `slug` is its kind, such as `no-article`. */
export class Problem extends Error {
  constructor(members) {
    super(members.detail);
    this.members = members;
    this.slug = members.type.split("/").pop();
  }
}

/** The article of `page`, which has `html` or `text` and what is known about it. Throws a `Problem`. */
export async function clean(page, { url = "http://127.0.0.1:8000", key, tries = 5 } = {}) {
  for (;;) {
    const answer = await fetch(`${url}/v1/articles`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(key && { "X-Api-Key": key }) },
      body: JSON.stringify(page),
      signal: AbortSignal.timeout(90_000),
    });
    if (answer.ok) return answer.json();
    const members = await answer.json();
    // all places are taken: the only answer that calls for the same request again
    if (answer.status !== 503 || --tries <= 0) throw new Problem(members);
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("Retry-After") ?? 1)));
  }
}

/** The lines of a batch, each with `article` or `problem`, as they come in. Throws a `Problem`. */
export async function* cleanAll(pages, { url = "http://127.0.0.1:8000", key } = {}) {
  const answer = await fetch(`${url}/v1/articles/batch`, {
    method: "POST",
    headers: { "Content-Type": "application/x-ndjson", ...(key && { "X-Api-Key": key }) },
    body: pages.map((page) => JSON.stringify(page) + "\n").join(""),
  });
  if (!answer.ok) throw new Problem(await answer.json());
  let rest = "";
  for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop();
    yield* lines.map((line) => JSON.parse(line));
  }
}

async function main(file, url = process.env.UNCHROME_URL || "http://127.0.0.1:8000") {
  if (!file) {
    console.error("usage: node clients/fetch.mjs PAGE [URL]");
    process.exitCode = 2;
    return;
  }
  const { readFile } = await import("node:fs/promises");
  const kind = /\.html?$/.test(file) ? "html" : "text";
  const options = { url, key: process.env.UNCHROME_KEY };
  try {
    const content = await readFile(file, "utf8");
    const article = await clean({ [kind]: content }, options);
    console.log(article.title);
    console.log(article.text);
    for await (const line of cleanAll([{ id: file, [kind]: content }], options)) {
      console.log(`-- the same as a batch: ${line.id} ${line.status}`);
    }
  } catch (error) {
    if (error instanceof Problem) console.error(`${error.slug}: ${error.message}`);
    else if (error.syscall === "open") console.error(`${file} cannot be read: ${error.code}.`);
    else if (error.cause?.code === "ECONNREFUSED") console.error(`No service answers at ${url}.`);
    else throw error;
    process.exitCode = 1;
  }
}

if (globalThis.process?.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").pop())) {
  await main(...process.argv.slice(2));
}
