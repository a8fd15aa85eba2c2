/* Problems of a text: it is read while it is written, and what is wrong is listed, with the changes that mend it. */
import { lastOf, post } from "./server.js";
import { make, sentence as inWords } from "./safe.js";

const DELAY = 300;
const AGAIN = 4000;
const CALM = 1200; // until claims are held against the bounds of the text, which takes longer
const PASSING = new Set([0, 408, 429, 502, 503, 504]); // what may go by; else a text is asked about again when it has changed
const QUIET = 900; // until it is told to those who listen, so that it does not speak at every key

const isError = problem => (problem.severity || "error") === "error";

/* Watch an editor.  `trouble(error, whose)` shows what went wrong with whose question, or with null that it is well again; `says(sentence)` tells it to those who
   listen.  The answer has `soon()`, to be called after every change. */
export function problemsOf(editor, { trouble, says }) {
  const list = document.querySelector("#problems"), outline = document.querySelector("#outline");
  const folded = document.querySelector("#folded"), notes = document.querySelector("#notes");
  const reading = document.querySelector("#reading"), count = document.querySelector("#count");
  const read = lastOf((text, bounds, signal) => post("api/read", { text, bounds }, signal));
  let timer = 0, speaking = 0, before = "";

  const status = (sentence, look = "") => {
    reading.textContent = sentence;
    reading.className = look;
  };
  const now = async (bounds = false) => {
    const text = editor.text();
    let found;
    try {
      found = await read(text, bounds);
    } catch (error) {
      trouble(error, "reading");
      status("✗ Not read", "bad");
      if (PASSING.has(error.status)) timer = setTimeout(now, Math.max(AGAIN, 1000 * error.again));
      return;
    }
    if (!found || editor.text() !== text) return;
    trouble(null, "reading");
    show(found, text);
    if (!bounds && !found.diagnostics.some(isError)) timer = setTimeout(now, CALM, true);
  };
  const mend = problem => {
    editor.apply(problem.edits);
    editor.focus();
    says(`Changed: ${problem.fix || "as suggested"}`);
  };
  const show = ({ diagnostics, declarations }, text) => {
    const errors = diagnostics.filter(isError), others = diagnostics.filter(p => !isError(p));
    editor.show(diagnostics.map(p => ({
      ...p, said: () => make("span", {}, ...inWords(p.fix ? `${p.message}\n${p.fix}` : p.message)), message: p.fix ? `${p.message}\n${p.fix}` : p.message, label: "Apply the fix", act: p.edits?.length ? () => mend(p) : null,
    })));
    list.replaceChildren(...errors.map(entry));
    notes.replaceChildren(...others.map(entry));
    folded.hidden = !others.length;
    folded.firstElementChild.textContent = others.length === 1 ? "1 note" : `${others.length} notes`;
    count.hidden = !errors.length;
    count.textContent = String(errors.length);
    outline.replaceChildren(...(errors.length ? [] : declared(declarations, text)));
    const many = errors.length === 1 ? "1 problem" : `${errors.length} problems`;
    if (errors.length) status(`✗ ${many}`, "bad");
    else if (text.trim()) status("✓ Reads well", "good");
    else status("Nothing is written yet.");
    const first = errors[0];
    const sentence = first ? `${many}. Line ${first.line}: ${first.message}` : text.trim() ? "No problems." : "";
    clearTimeout(speaking);
    if (sentence !== before) speaking = setTimeout(() => { before = sentence; says(sentence); }, QUIET);
  };
  const entry = problem => {
    const { found, expected, fix } = problem;
    const facts = make("dl");
    const whole = [found, expected].every(said => !said || problem.message.includes(said));
    for (const [title, said] of [["found", whole ? "" : found], ["expected", whole ? "" : expected], ["fix", fix]]) {
      if (said) facts.append(make("dt", {}, title), make("dd", {}, ...inWords(said)));
    }
    const at = make("button", { type: "button", class: "at", onclick: () => editor.goto(problem.line, problem.column) },
      `line ${problem.line}, column ${problem.column}`);
    const button = problem.edits?.length ? make("button", { type: "button", class: "fix", onclick: () => mend(problem) }, "Apply the fix") : null;
    return make("li", { class: problem.severity || "error" }, at, ...inWords(problem.message), facts.childNodes.length ? facts : null, button);
  };
  const declared = (declarations, text) => {
    if (!declarations.length) return [make("p", { class: "note" }, text.trim() ? "Nothing is declared." : "Open a text, or write one.")];
    return [make("ul", { "aria-label": "What the text declares" }, ...declarations.map(d =>
      make("li", {}, make("button", { type: "button", onclick: () => editor.goto(d.line, 1) }, `${d.kind} ${d.name}`))))];
  };
  return {
    soon() {
      clearTimeout(timer);
      status("Reading …");
      timer = setTimeout(now, DELAY);
    },
  };
}
