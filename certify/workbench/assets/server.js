/* What is asked of the server.  Every answer is an object; what goes wrong is a `Failed`, with a sentence to show. */

export class Failed extends Error {
  /* `status` is that of the answer, 0 if there was none; `again` the seconds after which to try again, if the server said so. */
  constructor(says, status, again = 0) {
    super(says);
    this.status = status;
    this.again = again;
  }
}

async function asked(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Failed("The server does not answer.", 0);
  }
  let found = null;
  try {
    found = await answer.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
  }
  if (answer.ok && found) return found;
  const again = Number(answer.headers.get("Retry-After")) || 0;
  throw new Failed(typeof found?.error === "string" ? found.error : `The server answered with status ${answer.status}.`, answer.status, again);
}

export const get = path => asked(path);

export const remove = path => asked(path, { method: "DELETE" });

export const post = (path, what, signal) =>
  asked(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what), signal });

/* The name of a file to download; empty if it is not told. */
export async function fileName(path) {
  try {
    const answer = await fetch(path, { method: "HEAD" });
    return answer.ok ? /filename="([\w.-]+)"/.exec(answer.headers.get("Content-Disposition") || "")?.[1] || "" : "";
  } catch {
    return "";
  }
}

export const named = name => name.split("/").map(encodeURIComponent).join("/");

/* The last of several questions: one that is asked while another waits for its answer makes that one's answer void. */
export function lastOf(ask) {
  let waiting = null;
  return async (...what) => {
    waiting?.abort();
    const own = waiting = new AbortController();
    try {
      const found = await ask(...what, own.signal);
      return own.signal.aborted ? null : found;
    } catch (error) {
      if (own.signal.aborted) return null;
      throw error;
    }
  };
}
