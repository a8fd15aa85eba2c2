/* New texts: a frame of a reduction between two problems, or of a problem, as `certify new` makes it; or nothing. */
import { post } from "./server.js";
import { make, sentence } from "./safe.js";

/* What opens the dialog.  `text()` is the text that is there, `problems()` tells the problems of the library, `put(found)` shows a new text. */
export function begins({ text, problems, put }) {
  const at = id => document.querySelector(`#${id}`);
  const dialog = at("beginnings"), form = at("begin"), known = at("problems-known"), refused = at("not-begun");
  const source = at("source"), target = at("target"), own = at("own-name");
  const parts = { reduction: at("of-reduction"), problem: at("of-problem"), nothing: null };

  const refuse = says => {
    refused.hidden = !says;
    refused.replaceChildren(...sentence(says));
  };
  const chosen = () => form.elements.what.value;
  const shown = () => {
    refuse("");
    for (const [what, part] of Object.entries(parts)) if (part) part.hidden = what !== chosen();
    at("about-begin").hidden = chosen() === "nothing";
  };
  form.addEventListener("change", event => { if (event.target.name === "what") shown(); });
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const what = chosen();
    if (what === "nothing") {
      dialog.close();
      put({ name: "", text: "", beside: false });
      return;
    }
    const names = what === "problem" ? { name: own.value.trim() } : { source: source.value.trim(), target: target.value.trim() };
    const empty = what === "problem" ? [own] : [source, target];
    const missing = empty.find(field => !field.value.trim());
    if (missing) {
      refuse(what === "problem" ? "Name the new problem." : "Name both problems.");
      missing.focus();
      return;
    }
    try {
      const found = await post("api/new", { text: text(), ...names });
      dialog.close();
      put(found);
    } catch (error) {
      refuse(error.message);
    }
  });
  return async () => {
    shown();
    dialog.showModal();
    (what => (what === "reduction" ? source : what === "problem" ? own : form.elements.what[2]).focus())(chosen());
    if (known.childElementCount) return;
    try {
      known.replaceChildren(...(await problems()).map(problem => make("option", { value: problem.name }, problem.title)));
    } catch { /* names may be written without being proposed */ }
  };
}
