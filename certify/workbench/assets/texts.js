/* Texts: the one that is written, which this browser keeps; those that it kept before; those of the library; files and links. */
import { get, named } from "./server.js";
import { begins } from "./beginnings.js";
import { make, safe } from "./safe.js";
import { packed, unpacked } from "./links.js";

const CURRENT = "certify.workbench.text", KEPT = "certify.workbench.kept";
const MOST = 12, LONGEST_LINK = 8000;
const GROUPS = { exercise: "Exercises", reduction: "Reductions", problem: "Problems", restriction: "Restrictions" };

/* What this browser has under a key; null where it keeps nothing, or where it may not. */
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const isText = found => found !== null && typeof found === "object" && typeof found.text === "string" && typeof found.name === "string";

/* The text that was written last, or null. */
export function lastText() {
  const found = stored(CURRENT);
  return isText(found) ? found : null;
}

/* The texts of an editor.  `trouble` and `says` are as for problems. */
export function textsOf(editor, { trouble, says }) {
  const dialog = document.querySelector("#texts"), search = document.querySelector("#search");
  const list = document.querySelector("#list"), found = document.querySelector("#found"), title = document.querySelector("#name");
  let current = lastText() || { name: "", text: "", original: "" };
  let library = null;

  const keep = () => {
    current.text = editor.text();
    if (!store(CURRENT, current)) says("This browser keeps no text: save it as a file.");
    shown();
  };
  const kept = () => (stored(KEPT) || []).filter(isText);
  const setAside = () => {
    const text = editor.text();
    if (!text.trim() || text === current.original) return;
    const others = kept().filter(other => other.text !== text);
    store(KEPT, [{ name: current.name, text, when: new Date().toISOString() }, ...others].slice(0, MOST));
  };
  const changed = () => editor.text() !== current.original;
  const shown = () => {
    const name = current.name ? `${current.name}${changed() ? ", changed" : ""}` : "of your own";
    title.textContent = name;
    document.title = current.name ? `${name} · Workbench` : "Workbench";
  };
  const asked = document.querySelector("#asked"), statement = document.querySelector("#statement");
  const state = html => {
    asked.hidden = !html;
    statement.replaceChildren(safe(html || ""));
  };
  const exercise = async name => { // a text that was kept has its statement again
    if (!/^(exercise|homework)\//.test(name)) return;
    try {
      state((await get(`api/texts/${named(name)}`)).statement);
    } catch { /* the text is there without it */ }
  };
  const address = () => history.replaceState(null, "", current.name ? `#${named(current.name)}` : location.pathname);
  const put = (name, text, original) => {
    setAside();
    current = { name, text, original };
    editor.replace(text);
    state("");
    keep();
    address();
  };
  const open = async name => {
    try {
      const { text, statement: html } = await get(`api/texts/${named(name)}`);
      put(name, text, text);
      state(html);
      trouble(null, "texts");
      says(`Opened ${name}.`);
      return true;
    } catch (error) {
      trouble(error.status === 404 ? new Error(`There is no text ${name}.`) : error, "texts");
      return false;
    }
  };

  const choice = (name, about, act) =>
    make("li", {}, make("button", { type: "button", onclick: () => { dialog.close(); act(); } }, name, about ? make("small", {}, about) : null));
  const fill = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (...says) => words.every(word => says.join(" ").toLowerCase().includes(word));
    const groups = [];
    const own = kept().filter(other => fits(other.name, other.text.slice(0, 200)));
    if (own.length) {
      groups.push(["Set aside in this browser", own.map(other => choice(other.name || "of your own",
        `${new Date(other.when).toLocaleString()} · ${other.text.trim().split("\n", 1)[0].slice(0, 80)}`, () => { put(other.name, other.text, ""); exercise(other.name); }))]);
    }
    for (const [kind, heading] of Object.entries(GROUPS)) {
      const some = (library || []).filter(text => text.kind === kind && fits(text.name, text.title || ""));
      if (some.length) groups.push([heading, some.map(text => choice(text.name, text.title, () => open(text.name).then(editor.focus)))]);
    }
    list.replaceChildren(...groups.flatMap(([heading, entries], n) =>
      [make("h3", { id: `group-${n}` }, heading), make("ul", { "aria-labelledby": `group-${n}` }, ...entries)]));
    const many = list.querySelectorAll("button").length;
    found.textContent = library === null ? "The texts of the library are being fetched …" : many === 1 ? "1 text" : `${many} texts`;
  };
  const choose = async () => {
    search.value = "";
    dialog.showModal();
    search.focus();
    fill();
    try {
      library ??= (await get("api/texts")).texts;
      fill();
    } catch (error) {
      dialog.close();
      trouble(error, "texts");
    }
  };
  const move = (event, by) => {
    const all = [search, ...list.querySelectorAll("button")];
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + by))];
    event.preventDefault();
    next.focus();
  };
  search.addEventListener("input", fill);
  dialog.addEventListener("keydown", event => {
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
    if (event.key === "Enter" && event.target === search) list.querySelector("button")?.click();
  });

  const file = document.querySelector("#file");
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    put("", await chosen.text(), "");
    file.value = "";
    says(`Opened the file ${chosen.name}.`);
    editor.focus();
  });
  const act = {
    open: choose,
    new: begins({
      text: () => editor.text(),
      problems: async () => (library ??= (await get("api/texts")).texts).filter(text => text.kind === "problem" || text.kind === "restriction"),
      put({ name, text, beside }) {
        if (beside) editor.replace(text);
        else put("", text, text);
        says(name ? `A frame for ${name}. ${beside ? "It stands behind your text." : "The text before is set aside, under Open."}` : "A new text. The one before is set aside, under Open.");
        editor.focus();
      },
    }),
    load: () => file.click(),
    save() {
      const url = URL.createObjectURL(new Blob([editor.text()], { type: "text/plain;charset=utf-8" }));
      const name = (current.name || "text").replace(/[^\w.-]+/g, "-");
      make("a", { href: url, download: `${name}.red` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    },
    async link() {
      const own = !current.name || changed();
      const place = own ? await packed(editor.text()) : named(current.name);
      if (place.length > LONGEST_LINK) {
        says("The text is too long for a link: save it as a file.");
        trouble(new Error("The text is too long for a link: save it as a file."), "texts");
        return;
      }
      const link = `${location.origin}${location.pathname}#${place}`;
      const button = document.querySelector("#link"), name = button.textContent;
      try {
        await navigator.clipboard.writeText(link);
        button.textContent = "Copied";
      } catch {
        window.prompt("The link to this text", link);
      }
      says(own ? "The link is copied; the text is in it." : "The link to the text of the library is copied.");
      setTimeout(() => { button.textContent = name; }, 1500);
    },
  };
  for (const [name, does] of Object.entries(act)) document.querySelector(`#${name}`).addEventListener("click", does);

  const linked = () => {
    try {
      const name = decodeURIComponent(location.hash.slice(1));
      return name === "main" ? "" : name; // the link that skips to the content
    } catch {
      return "";
    }
  };
  const follow = async name => {
    const text = await unpacked(name);
    if (text === null) return name && name !== current.name ? open(name) : false;
    put("", text, "");
    return true;
  };
  const byLink = () => follow(linked());
  window.addEventListener("hashchange", byLink);
  return {
    keep,
    /* The text to begin with: that of the link, else the one that was written last, else the first exercise. */
    async begin() {
      if (await follow(linked())) return;
      shown();
      address();
      exercise(current.name);
      if (current.text.trim()) return;
      try {
        library = (await get("api/texts")).texts;
        const first = library.find(text => text.kind === "exercise") || library.find(text => text.kind === "reduction");
        if (first && !editor.text()) await open(first.name);
      } catch (error) {
        trouble(error, "texts");
      }
    },
  };
}
