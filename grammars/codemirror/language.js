/* The language of .red texts: kinds of words, by the rules that the page hands over (certify/editing/colours.py). */
import { StreamLanguage, syntaxHighlighting, HighlightStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const TAGS = {
  comment: tags.lineComment, string: tags.string, declaration: tags.definitionKeyword, section: tags.labelName, constant: tags.atom,
  type: tags.typeName, keyword: tags.keyword, operation: tags.function(tags.name), name: tags.variableName, number: tags.number,
  sign: tags.operator,
};

/* A rule as Python writes it, as an expression that matches where the reader stands; letters are those of Unicode. */
function expression(pattern) {
  const letters = pattern.replaceAll("[^\\W\\d]", "[\\p{L}_]").replaceAll('\\"', '"').replaceAll("[^\\w", "[^\\p{L}\\p{N}_").replaceAll("]\\w", "][\\p{L}\\p{N}_]");
  return new RegExp(letters, "yu");
}

/* The language, from pairs of a kind and a regular expression, of which the first that matches counts. */
export function red(rules) {
  const tried = rules.map(([kind, pattern]) => [kind, expression(pattern)]);
  const token = stream => {
    for (const [kind, pattern] of tried) {
      pattern.lastIndex = stream.pos;
      const found = pattern.exec(stream.string);
      if (!found || !found[0]) continue;
      stream.pos += found[0].length;
      return kind;
    }
    stream.next();
    return null;
  };
  return StreamLanguage.define({ name: "red", token, tokenTable: TAGS, languageData: {
    commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"'] }, // not ', which stands in names
  } });
}

const word = { color: "var(--word)" };

/* The colours of the site, by its variables, in light and in dark. */
export const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: tags.definitionKeyword, color: "var(--word)", fontWeight: "650" },
  { tag: tags.labelName, color: "var(--blue)", fontWeight: "650" },
  { tag: [tags.atom, tags.typeName, tags.keyword, tags.function(tags.name)], ...word },
  { tag: tags.string, color: "var(--string)" },
  { tag: tags.lineComment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.number, color: "var(--number)" },
]));
