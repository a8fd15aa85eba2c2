/* Problems of a text: it is read while it is written, and what is wrong is listed, with the changes that mend it. */
import { lastOf, post } from "./server.js";
import { make, sentence as inWords } from "./safe.js";

const DELAY = 300;
const AGAIN = 4000;
const QUIET = 900; // until it is told to those who listen, so that it does not speak at every key

/* Watch an editor.  `trouble(error, whose)` shows what went wrong with whose question, or with null that it is well again; `says(sentence)` tells it to those who
   listen.  The answer has `soon()`, to be called after every change. */
export function problemsOf(editor, { trouble, says }) {
  const list = document.querySelector("#problems"), outline = document.querySelector("#outline");
  const reading = document.querySelector("#reading"), count = document.querySelector("#count");
  const read = lastOf((text, signal) => post("api/read", { text }, signal));
  let timer = 0, speaking = 0, before = "";

  const status = (sentence, look = "") => {
    reading.textContent = sentence;
    reading.className = look;
  };
  const now = async () => {
    const text = editor.text();
    let found;
    try {
      found = await read(text);
    } catch (error) {
      trouble(error, "reading");
      status("Not read: the server does not answer as it should.", "bad");
      timer = setTimeout(now, AGAIN);
      return;
    }
    if (!found || editor.text() !== text) return;
    trouble(null, "reading");
    show(found, text);
  };
  const mend = problem => {
    editor.apply(problem.edits);
    editor.focus();
    says(`Changed: ${problem.fix || "as suggested"}`);
  };
  const show = ({ diagnostics, declarations }, text) => {
    editor.show(diagnostics.map(p => ({
      ...p, message: p.fix ? `${p.message}\n${p.fix}` : p.message, label: "Apply the fix", act: p.edits?.length ? () => mend(p) : null,
    })));
    list.replaceChildren(...diagnostics.map(entry));
    count.hidden = !diagnostics.length;
    count.textContent = String(diagnostics.length);
    outline.replaceChildren(...(diagnostics.length ? [] : declared(declarations, text)));
    const many = diagnostics.length === 1 ? "1 problem" : `${diagnostics.length} problems`;
    if (diagnostics.length) status(`✗ ${many}`, "bad");
    else if (text.trim()) status("✓ Reads well", "good");
    else status("Nothing is written yet.");
    const first = diagnostics[0];
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
    return make("li", {}, at, ...inWords(problem.message), facts.childNodes.length ? facts : null, button);
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
