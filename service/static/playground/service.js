/* Calls of the service that served this page, and of no other. */

const KEY = "unchrome-key";

/** What is asked for beside the article itself. */
export const INCLUDE = "segments,blocks";

/** The API key, kept for this tab only and never part of an address. */
export const key = {
  get: () => sessionStorage.getItem(KEY) ?? "",
  set: (value) => (value ? sessionStorage.setItem(KEY, value) : sessionStorage.removeItem(KEY)),
};

const address = (path) => new URL(path, document.baseURI);
const signed = (headers) => (key.get() ? { ...headers, "X-Api-Key": encodeKey(key.get()) } : headers);

/** Headers hold bytes: a key with letters beyond Latin-1 goes as UTF-8. */
const encodeKey = (value) => String.fromCharCode(...new TextEncoder().encode(value));

/** The address that cleans a page with these hints; `wanted` is the value of `include`. */
export function cleaningAddress(hints, wanted) {
  const to = address("v1/articles");
  for (const [name, value] of Object.entries(hints)) if (value) to.searchParams.set(name, value);
  // a comma needs no escape here, and the address is there to be read
  return wanted ? `${to}${to.search ? "&" : "?"}include=${wanted}` : String(to);
}

/** Clean a page. Gives `{text}` of the answer as it came, or `{problem, retryAfter}`. */
export async function clean(page, hints, accept, wanted, signal) {
  let answer;
  try {
    answer = await fetch(cleaningAddress(hints, wanted), {
      method: "POST",
      body: page.body,
      headers: signed({ "Content-Type": page.type, Accept: accept }),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return { problem: unreachable() };
  }
  const text = await answer.text();
  if (answer.ok) return { text };
  return { problem: read(text) ?? strange(answer.status), retryAfter: Number(answer.headers.get("Retry-After")) || null };
}

function read(text) {
  try {
    const problem = JSON.parse(text);
    return typeof problem.title === "string" ? problem : null;
  } catch {
    return null;
  }
}

const unreachable = () => ({
  title: "The service did not answer",
  detail: "Look whether it is running and whether you are online, then try again.",
});

const strange = (status) => ({
  status,
  title: "Something else answered in place of the service",
  detail: "A proxy between here and the service may have refused the page.",
});

/** Cause and remedy of a problem, by its `type`; null when they cannot be had. */
export async function explain(type) {
  const slug = /\/problems\/([a-z-]+)$/.exec(type ?? "")?.[1];
  return slug ? get(`problems/${slug}`) : null;
}

/** The rules in force, by id; null when they cannot be had. */
export async function rules() {
  const told = await get("v1/rules");
  return told && new Map(told.rules.map((rule) => [rule.id, rule]));
}

async function get(path) {
  try {
    const answer = await fetch(address(path), { headers: signed({ Accept: "application/json" }) });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
