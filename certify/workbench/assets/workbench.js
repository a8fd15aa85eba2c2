/* The workbench: an editor, its problems, its texts, its runs. */
import { editor as makeEditor } from "./codemirror.js";
import { tellLimits } from "./limits.js";
import { problemsOf } from "./problems.js";
import { runsOf } from "./runs.js";
import { make, safe } from "./safe.js";
import { lastOf, post } from "./server.js";
import { lastText, textsOf } from "./texts.js";

const at = id => document.querySelector(`#${id}`);
const box = at("trouble"), spoken = at("says"), leave = at("keys");

/* Say a sentence to those who listen; a second time the same is said again. */
function says(sentence) {
  spoken.textContent = "";
  setTimeout(() => { spoken.textContent = sentence; }, 30);
}

/* Show what is wrong with the server, or with what was asked of it, and whose question it was; null: it is well again. */
let asker = "";
function trouble(error, whose) {
  if (error === null && whose !== asker) return;
  box.hidden = error === null;
  asker = error === null ? "" : whose;
  if (error === null) return;
  const away = error.status === 0 ? " Your text is kept in this browser, and is read again as soon as the server answers." : "";
  const sentence = error.message + away;
  if (box.textContent !== sentence) box.textContent = sentence;
}

const asks = () => lastOf((text, line, column, signal) => post("api/hover", { text, line, column }, signal));
const underMouse = asks(), atCursor = asks(); // neither makes the other's answer void
const proposed = lastOf((text, line, column, signal) => post("api/complete", { text, line, column }, signal));

const editor = makeEditor({
  parent: at("editor"), text: lastText()?.text || "", rules: JSON.parse(at("words").textContent), label: "The text, in the language of reductions",
  describedBy: "keys",
  changed() {
    texts.keep();
    trouble(null, "format");
    problems.soon();
    runs.edited();
  },
  moved(line, column) {
    at("where").textContent = `Line ${line}, column ${column}`;
  },
  leaving(whether) {
    leave.classList.toggle("leaving", whether);
    if (whether) says("Tab leaves the editor now.");
  },
  async about(line, column, aloud) {
    try {
      const found = await (aloud ? atCursor : underMouse)(editor.text(), line, column);
      if (!found?.html) return null;
      const dom = make("div", { class: "cm-about" });
      dom.append(safe(found.html));
      if (aloud) says(dom.textContent);
      return { ...found, dom };
    } catch {
      return null;
    }
  },
  async proposals(line, column) {
    try {
      return await proposed(editor.text(), line, column);
    } catch {
      return null;
    }
  },
  run() {
    runs.start();
  },
});
const told = { trouble, says };
const problems = problemsOf(editor, told), texts = textsOf(editor, told), runs = runsOf(editor, told);

at("format").addEventListener("click", async () => {
  const text = editor.text();
  try {
    const found = await post("api/format", { text });
    if (editor.text() !== text) return;
    editor.replace(found.text);
    says(found.text === text ? "Nothing to format." : "Formatted.");
    trouble(null, "format");
  } catch (error) {
    trouble(error, "format");
  }
});
for (const button of document.querySelectorAll("[data-closes]")) button.addEventListener("click", () => button.closest("dialog").close());
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
}
document.querySelector('header nav a[href="/workbench"]')?.setAttribute("aria-current", "page");
tellLimits();
problems.soon();
texts.begin();
