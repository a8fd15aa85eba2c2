/* Runs: a text is sent, waits for its turn, and is run; what it did so far is told, and its result shown. */
import { get, named, post, remove } from "./server.js";
import { make } from "./safe.js";
import { showResult } from "./results.js";

const RUN = "certify.workbench.run";
const ENDED = new Set(["done", "ended", "cancelled"]);
const POLL = 1500;

/* A line of progress without the command that tells it. */
const plain = line => line.replace(/^certify \w+: /, "");

/* The runs of an editor.  `says` is as for problems; the answer has `start()`, and `edited()`, to be called when the text changes. */
export function runsOf(editor, { says }) {
  const at = id => document.querySelector(`#${id}`);
  const form = at("run"), start = at("start"), cancel = at("cancel"), going = at("going"), state = at("state"), clock = at("clock");
  const told = at("told"), lines = at("lines"), result = at("result");
  let current = null, source = null, began = 0, ticking = 0, ranText = null, ranVerb = "", spoken = "";

  const remember = id => {
    try {
      if (id) sessionStorage.setItem(RUN, id);
      else sessionStorage.removeItem(RUN);
    } catch { /* the run is then not found again after the page is loaded anew */ }
  };
  const tell = (sentence, aloud = true) => {
    state.textContent = sentence;
    if (aloud && sentence !== spoken) says(sentence);
    if (aloud) spoken = sentence;
  };
  const busy = whether => {
    start.disabled = whether;
    cancel.hidden = cancel.disabled = !whether;
    going.hidden = !whether;
    result.setAttribute("aria-busy", String(whether));
    clearInterval(ticking);
    if (!whether) return;
    began = Date.now();
    const tick = () => { clock.textContent = `${Math.round((Date.now() - began) / 1000)} s`; };
    tick();
    ticking = setInterval(tick, 1000);
  };
  const progress = seen => {
    if (seen.state === "waiting") tell(seen.place > 1 ? `Waiting: place ${seen.place} in the queue.` : "Waiting: next in the queue.");
    else if (seen.state === "running") {
      tell("Running.", spoken !== "Running.");
      const last = seen.progress.at(-1);
      if (last) tell(plain(last), false);
    }
    told.hidden = !seen.progress.length;
    lines.replaceChildren(...seen.progress.map(line => make("li", {}, plain(line))));
  };
  const end = (id, seen) => {
    source?.close();
    source = null;
    current = null;
    remember(null);
    const focused = document.activeElement === cancel || document.activeElement === document.body;
    busy(false);
    showResult(at("answer"), seen, { verb: ranVerb, path: `api/runs/${named(id)}`, says, again: () => launch() });
    result.hidden = false;
    if (focused) result.focus({ preventScroll: true });
    const box = result.getBoundingClientRect();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (box.top > innerHeight * 0.75 || box.top < 0) result.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
    edited();
  };
  const seen = (id, now) => {
    if (id !== current) return;
    if (ENDED.has(now.state)) end(id, now);
    else progress(now);
  };
  const poll = async id => {
    if (id !== current) return;
    try {
      seen(id, await get(`api/runs/${named(id)}`));
    } catch (error) {
      if (error.status === 404) {
        end(id, { state: "ended", progress: [], result: null, why: "The server knows this run no more. Run it again." });
        return;
      }
      tell(`${error.message} Asking again.`);
    }
    if (id === current) setTimeout(() => poll(id), POLL);
  };
  const follow = id => {
    current = id;
    remember(id);
    lines.replaceChildren();
    busy(true);
    source = new EventSource(`api/runs/${named(id)}/events`);
    source.onmessage = event => seen(id, JSON.parse(event.data));
    source.onerror = () => {
      source?.close();
      source = null;
      poll(id);
    };
  };
  const refused = error => {
    const again = error.again ? ` Try again in ${error.again} seconds.` : "";
    const away = error.status === 0 ? " Your text is kept in this browser." : "";
    const sentence = `${error.message}${again}${away}`;
    showResult(at("answer"), { state: "refused", why: sentence, result: null, progress: [] }, { says });
    result.hidden = false;
  };
  const launch = async () => {
    if (current || start.disabled) return;
    const text = editor.text();
    start.disabled = true;
    result.hidden = true;
    try {
      const verb = form.elements.verb.value;
      const { run } = await post("api/runs", { text, verb, effort: at("effort").value });
      ranText = text;
      ranVerb = verb;
      follow(run);
      tell("Sent.");
    } catch (error) {
      start.disabled = false;
      refused(error);
    }
  };
  const edited = () => {
    const note = result.querySelector(".stale");
    if (note) note.hidden = ranText === null || editor.text() === ranText;
  };
  const efforts = () => { at("effort-label").hidden = form.elements.verb.value !== "audit"; };
  form.addEventListener("submit", event => { event.preventDefault(); launch(); });
  form.addEventListener("change", efforts);
  efforts();
  cancel.addEventListener("click", async () => {
    const id = current;
    cancel.disabled = true;
    tell("Cancelling.");
    try {
      await remove(`api/runs/${named(id)}`);
      if (id === current) poll(id);
    } catch (error) {
      cancel.disabled = false;
      tell(error.message);
    }
  });
  let left = null;
  try {
    left = sessionStorage.getItem(RUN);
  } catch { /* nothing was remembered */ }
  if (left) follow(left);
  return { start: launch, edited };
}
