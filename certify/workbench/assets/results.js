/* The result of a run: the verdict, the smallest counterexample drawn and in words, the evidence, the certificate. */
import { make, picture, safe, sentence as inWords } from "./safe.js";

const MEANS = {
  proved: "For all sizes, by a proof that is replayed.",
  bounded: "Every instance of the region, by proofs of a solver that are checked.",
  exhausted: "Every instance of the region was run.",
  "solver-says": "A solver says so; nothing has checked it.",
  sampled: "Instances drawn at random were run: no more than that.",
  unknown: "Not settled with this effort. That is no pass.",
  refuted: "The text is wrong: the instance below shows it.",
};
const SIGNS = ["✓", "✗", "✗", "?"];

const wording = said => typeof said === "string" ? said : JSON.stringify(said, null, 1);

/* Show the last state of a run in an element.
   `path` is that of the run; `says` tells the verdict to those who listen; `again()` runs the text once more. */
export function showResult(place, seen, { path = "", says, again = null }) {
  const { result, state, why } = seen;
  if (!result) {
    const sentence = why || { cancelled: "The run was cancelled.", ended: "The run was ended before it had a result." }[state] || "There is no result.";
    const button = again ? make("button", { type: "button", onclick: again }, "Run again") : null;
    place.replaceChildren(make("div", { class: "banner" }, make("b", {}, state === "refused" ? "Not run" : state === "cancelled" ? "Cancelled" : "Ended"),
      make("p", {}, sentence)), ...(button ? [button] : []));
    says(sentence);
    return;
  }
  const stale = make("p", { class: "note stale", hidden: true }, "The text has changed since this run.");
  const found = result.counterexample;
  const means = MEANS[result.verdict.partition?.(" ")?.[0] ?? result.verdict.split(/[ ,]/, 1)[0]] || "";
  const banner = make("div", { class: `banner e-${result.exit_code}` }, make("b", {}, `${SIGNS[result.exit_code] || ""} ${result.verdict}`),
    means ? make("p", {}, found || result.verdict !== "refuted" ? means : "The text is wrong.") : null, why ? make("p", {}, why) : null);
  const parts = [banner, stale];
  if (found) parts.push(counterexample(found));
  if (result.certificate) parts.push(certificate(path));
  if (result.html) {
    const shown = make("div", { class: "evidence" });
    shown.append(safe(result.html));
    parts.push(make("h3", {}, "Evidence"), shown);
  }
  if (result.text) {
    parts.push(make("details", { open: !result.html }, make("summary", {}, "As the command line says it"),
      make("pre", { tabindex: "0", role: "group", "aria-label": "The answer as text" }, result.text)));
  }
  place.replaceChildren(...parts);
  says(`Result: ${result.verdict}. ${means}`);
}

function counterexample({ obligation, instance, witness, svg, explanation }) {
  const whole = make("section", { class: "case", "aria-labelledby": "case-title" });
  whole.append(make("h3", { id: "case-title" }, "The smallest counterexample"));
  if (obligation) whole.append(make("p", {}, "It fails ", make("code", {}, obligation), "."));
  if (svg) {
    const says = `The smallest counterexample, drawn. Instance: ${wording(instance)}${witness == null ? "" : `. Witness: ${wording(witness)}`}`.slice(0, 600);
    const larger = make("button", { type: "button", onclick: () => enlarge(svg, says) }, "Larger");
    whole.append(make("figure", {}, picture(svg, says)), larger);
  }
  const sides = make("div", { class: "sides" });
  for (const [name, said] of [["Instance", instance], ["Witness", witness]]) {
    if (said == null) continue;
    sides.append(make("div", {}, make("h4", {}, name), make("pre", { tabindex: "0", role: "group", "aria-label": name }, wording(said))));
  }
  whole.append(sides);
  if (explanation) {
    const lines = Array.isArray(explanation) ? explanation : explanation.split("\n");
    whole.append(make("h4", {}, "Why it fails"), make("ul", { class: "why" }, ...lines.map(line => make("li", {}, ...inWords(line)))));
  }
  return whole;
}

function enlarge(svg, says) {
  const dialog = document.querySelector("#larger");
  dialog.querySelector("figure").replaceChildren(picture(svg, says));
  dialog.showModal();
}

function certificate(path) {
  const address = `${path}/certificate`;
  return make("div", { class: "paper" },
    make("p", {}, make("a", { class: "button", href: address, download: "certificate.cert" }, "Download the certificate")),
    make("p", {}, "Anybody can check it, without this program: ", make("code", {}, "checker.py"), " is one file that needs Python alone."),
    make("pre", { tabindex: "0", role: "group", "aria-label": "The command that checks it" }, "python checker.py certificate.cert"));
}
