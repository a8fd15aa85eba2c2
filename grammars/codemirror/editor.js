/* The editor of the workbench: CodeMirror with the words of the language, and with problems, types and proposals that others find.
   Places are lines and columns from 1; columns count characters, as the server does, and not UTF-16 units. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentMore, indentLess } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers,
  showTooltip,
} from "@codemirror/view";
import { colours, red } from "./language.js";

/* The offset of a line and a column; beyond the text, the nearest offset in it. */
function offset(doc, line, column) {
  const row = doc.line(Math.max(1, Math.min(doc.lines, line)));
  if (line > doc.lines) return doc.length;
  let at = 0;
  for (let seen = 1; seen < column && at < row.length; seen++) at += row.text.codePointAt(at) > 0xffff ? 2 : 1;
  return row.from + at;
}

function place(doc, at) {
  const row = doc.lineAt(at);
  return { line: row.number, column: [...row.text.slice(0, at - row.from)].length + 1 };
}

/* The column at which what belongs to the section above begins, as in `  target   G.vertices = ...`. */
function contentColumn(doc, number) {
  for (let n = number - 1; n > 0; n--) {
    const head = /^( +[a-z]+ +)\S/.exec(doc.line(n).text);
    if (head && head[1].search(/\S/) <= 2) return head[1].length;
    if (/^\S/.test(doc.line(n).text)) return 2;
  }
  return 2;
}

/* Tab: to the column of the section above, else two spaces; a selection is moved as a whole. */
function tab(view) {
  const { state } = view, range = state.selection.main;
  if (!range.empty) return indentMore(view);
  const row = state.doc.lineAt(range.head), before = row.text.slice(0, range.head - row.from);
  const wanted = before.trim() ? 0 : contentColumn(state.doc, row.number);
  view.dispatch(state.replaceSelection(" ".repeat(Math.max(wanted - before.length, 2))), { scrollIntoView: true, userEvent: "input" });
  return true;
}

const setAsked = StateEffect.define();
const asked = StateField.define({
  create: () => null,
  update(shown, change) {
    for (const effect of change.effects) if (effect.is(setAsked)) return effect.value;
    return change.docChanged || change.selection ? null : shown;
  },
  provide: field => showTooltip.from(field),
});

const look = EditorView.theme({
  "&": { height: "100%", fontSize: ".9375rem", backgroundColor: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" }, // the page shows the focus around the editor
  ".cm-scroller": { overflow: "auto", lineHeight: "1.55",
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace' },
  ".cm-content": { caretColor: "var(--ink)", padding: ".6rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--card)", color: "var(--soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "transparent", backgroundImage: "linear-gradient(var(--shade), var(--shade))" }, // selections shine through
  ".cm-activeLineGutter": { backgroundColor: "var(--row)", color: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--chosen)" },
  ".cm-selectionMatch": { backgroundColor: "var(--same)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--good)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad) 1.5px", textUnderlineOffset: "3px",
    textDecorationSkipInk: "none" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warn) 1.5px", textUnderlineOffset: "3px" },
  ".cm-lintRange-hint": { backgroundImage: "none", textDecoration: "underline dotted var(--soft) 1.5px", textUnderlineOffset: "4px" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-hint": { borderLeftColor: "var(--soft)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--bad)" },
  ".cm-tooltip": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px",
    boxShadow: "0 6px 24px rgb(0 0 0 / .22)", maxWidth: "min(36rem, 92vw)" },
  ".cm-tooltip .cm-tooltip-section + .cm-tooltip-section": { borderTop: "1px solid var(--line)" },
  ".cm-about": { padding: ".35rem .7rem", overflowWrap: "anywhere", fontSize: ".9rem" },
  ".cm-about p": { margin: ".2rem 0" },
  ".cm-diagnostic": { padding: ".45rem .7rem", borderLeft: ".3rem solid var(--bad)", fontSize: ".9rem", overflowWrap: "anywhere" },
  ".cm-diagnosticAction": { backgroundColor: "var(--link)", color: "var(--paper)", borderRadius: "6px", padding: ".2rem .6rem", minHeight: "1.5rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15rem .6rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { color: "inherit", opacity: ".85", marginLeft: ".8rem", fontStyle: "normal", fontSize: ".85em" },
  ".cm-panels": { backgroundColor: "var(--card)", color: "var(--ink)" },
  ".cm-panel.cm-search": { padding: ".4rem .6rem" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button": { minHeight: "1.8rem", fontSize: ".85rem", backgroundImage: "none",
    backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "5px", padding: ".1rem .5rem" },
  ".cm-panel.cm-search label": { fontSize: ".85rem" },
  ".cm-searchMatch": { backgroundColor: "var(--same)" },
  ".cm-gutter-lint": { width: "1.1em" },
});

/* Put an editor into an element.
   `text` is what it holds at first, `rules` the kinds of words, `label` its name for those who do not see it;
   `changed()` is called after every change, `moved(line, column)` when the cursor is elsewhere, `leaving(whether)` when Tab begins or
   ends to leave the editor, `run()` at Ctrl+Enter; `about(line, column)` and `proposals(line, column)` promise what is to be said about a place (an element, or null,
   with its end) and the words that can be written there. */
export function editor({ parent, text, rules, label, describedBy, changed, moved, leaving, about, proposals, run }) {
  const said = async (view, at, aloud) => {
    const doc = view.state.doc, { line, column } = place(doc, at);
    const found = await about(line, column, aloud);
    if (!found || view.state.doc !== doc) return null;
    const create = () => ({ dom: found.dom });
    return { pos: offset(doc, found.line, found.column), end: offset(doc, found.end_line, found.end_column), above: true, create };
  };
  const ask = view => {
    said(view, view.state.selection.main.head, true).then(tip => view.dispatch({ effects: setAsked.of(tip) }));
    return true;
  };
  const complete = async context => {
    const word = context.matchBefore(/[\p{L}\p{N}_.']*/u);
    if (!context.explicit && !(word && word.text)) return null;
    const doc = context.state.doc, { line, column } = place(doc, context.pos);
    const found = await proposals(line, column);
    if (!found || context.aborted) return null;
    const options = found.items.map(item => ({ label: item.label, detail: item.detail || item.kind, apply: item.insert || item.label }));
    return { from: offset(doc, line, found.from_column), options, validFor: /^[\p{L}\p{N}_']*$/u };
  };
  const escape = view => {
    if (view.state.field(asked)) view.dispatch({ effects: setAsked.of(null) });
    view.setTabFocusMode(true);
    leaving(true);
    return true;
  };
  const stay = view => {
    view.setTabFocusMode(false);
    leaving(false);
  };
  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      lineNumbers(), highlightActiveLineGutter(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), closeBrackets(),
      highlightActiveLine(), highlightSelectionMatches(), search({ top: true }), indentUnit.of("  "), EditorState.tabSize.of(2), red(rules), colours,
      look, lintGutter({ markerFilter: found => found.filter(p => p.severity !== "hint") }), asked, hoverTooltip((v, at) => said(v, at, false), { hoverTime: 350 }),
      autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 }),
      keymap.of([
        { key: "Mod-i", run: ask, preventDefault: true }, { key: "Mod-Enter", run: () => (run(), true) }, ...closeBracketsKeymap, ...lintKeymap, ...searchKeymap, ...completionKeymap, ...historyKeymap,
        { key: "Escape", run: escape }, { key: "Tab", run: tab, shift: indentLess }, ...defaultKeymap,
      ]),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
      EditorView.domEventHandlers({ blur: (_, v) => stay(v) }),
      EditorView.updateListener.of(update => {
        if (update.docChanged) {
          stay(update.view);
          changed();
        }
        if (update.docChanged || update.selectionSet) {
          const at = place(update.state.doc, update.state.selection.main.head);
          moved(at.line, at.column);
        }
      }),
    ],
  });
  const changes = edits => edits.map(e => ({
    from: offset(view.state.doc, e.line, e.column), to: offset(view.state.doc, e.end_line, e.end_column), insert: e.text,
  }));
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    /* Replace the text where it differs, so that the cursor stays where it can. */
    replace(next) {
      const before = view.state.doc.toString();
      let start = 0, end = 0;
      const least = Math.min(before.length, next.length);
      while (start < least && before[start] === next[start]) start++;
      while (end < least - start && before[before.length - 1 - end] === next[next.length - 1 - end]) end++;
      view.dispatch({ changes: { from: start, to: before.length - end, insert: next.slice(start, next.length - end) } });
    },
    /* Apply edits as one change, which one undo takes back, and put the cursor behind the first. */
    apply(edits) {
      const made = changes(edits);
      view.dispatch({ changes: made, scrollIntoView: true, userEvent: "input.fix" });
    },
    goto(line, column) {
      const at = offset(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    /* Show problems: `from` and `to` as lines and columns, a message, and what a button beside it does, if there is a fix. */
    show(problems) {
      const doc = view.state.doc;
      const made = problems.map(p => {
        const from = offset(doc, p.line, p.column), to = Math.max(from, offset(doc, p.end_line, p.end_column));
        return { from, to, severity: p.severity || "error", message: p.message, renderMessage: p.said, actions: p.act ? [{ name: p.label, apply: p.act }] : [] };
      });
      view.dispatch(setDiagnostics(view.state, made));
    },
  };
}
