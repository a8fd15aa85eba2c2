/* The result of a run: the verdict, the smallest counterexample drawn and in words, the evidence, the certificate. */
import { fileName } from "./server.js";
import { make, picture, safe, sentence as inWords } from "./safe.js";

const MEANS = {
  "well formed": "The text reads, and its types fit.",
  "audit proved": "For all sizes, by a proof that is replayed.",
  "audit bounded": "Every instance of the region, by proofs of a solver that are checked.",
  "audit exhausted": "Every instance of the region was run.",
  "audit solver-says": "A solver says so; nothing has checked it.",
  "audit sampled": "Instances drawn at random were run: no more than that.",
  "audit unknown": "Not settled with this effort. That is no pass.",
  "audit refuted": "The text is wrong: the instance below shows it.",
  "bounds proved": "Sizes and times are polynomial, and the claims follow from the text.",
  "bounds refuted": "A claim is wrong.",
  "bounds unknown": "Not shown. That is no pass.",
  wrong: "The text cannot be run: it says something that does not fit.",
};
const SIGNS = ["✓", "✗", "✗", "?"];

/* A value in JSON, on one line. */
function json(value) {
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${json(inner)}`).join(", ")}}`;
}

/* Show the last state of a run in an element.
   `verb` is what was run, `path` the address of the run; `says` tells the verdict to those who listen; `again()` runs the text once more. */
export function showResult(place, seen, { verb = "", path = "", says, again = null }) {
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
  const means = MEANS[result.verdict] || MEANS[`${verb} ${result.verdict.split(/[ ,]/, 1)[0]}`] || "";
  const banner = make("div", { class: `banner e-${result.exit_code}` }, make("b", {}, `${SIGNS[result.exit_code] || ""} ${result.verdict}`),
    means ? make("p", {}, means) : null, why ? make("p", {}, why) : null);
  const parts = [banner, stale];
  if (found) parts.push(counterexample("The smallest counterexample", found, "case"));
  if (result.interesting) parts.push(counterexample("A counterexample with more in it", result.interesting, "other-case"));
  if (result.certificate) parts.push(certificate(path, result.exit_code));
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

/* A counterexample: drawn, and in words. */
function counterexample(title, { obligation, instance, side, witness, image, why, svg }, id) {
  const whole = make("section", { class: "case", "aria-labelledby": `${id}-title` });
  whole.append(make("h3", { id: `${id}-title` }, title), make("p", {}, "The obligation ", make("code", {}, obligation), " fails on it."));
  if (svg) {
    const drawn = `${title}, drawn. The instance: ${json(instance)}${witness == null ? "" : `. The witness: ${json(witness)}`}`;
    const says = drawn.length > 600 ? `${drawn.slice(0, 600)} …` : drawn;
    whole.append(make("figure", {}, picture(svg, says)), make("button", { type: "button", onclick: () => enlarge(svg, says) }, "Larger"));
  }
  const sides = make("div", { class: "sides" });
  for (const [name, said] of [["Instance", instance], [side ? `Witness of the ${side}` : "Witness", witness], ["Image", image]]) {
    if (said == null) continue;
    sides.append(make("div", {}, make("h4", {}, name), make("pre", { tabindex: "0", role: "group", "aria-label": name }, json(said))));
  }
  whole.append(sides);
  if (why?.length) whole.append(make("h4", {}, "Why it fails"), make("ul", { class: "why" }, ...why.map(line => make("li", {}, ...inWords(line)))));
  return whole;
}

function enlarge(svg, says) {
  const dialog = document.querySelector("#larger");
  dialog.querySelector("figure").replaceChildren(picture(svg, says));
  dialog.showModal();
}

/* The certificate as a file, and the command that checks it; one with large proofs beside it is an archive. */
function certificate(path, code) {
  const address = `${path}/certificate`;
  const link = make("a", { class: "button", href: address, download: true }, code === 0 ? "Download the certificate" : "Download what was found as a certificate");
  const command = make("pre", { tabindex: "0", role: "group", "aria-label": "The command that checks it" }, "python checker.py FILE");
  fileName(address).then(name => {
    if (!name) return;
    const file = name.replace(/\.zip$/, ".cert");
    command.textContent = file === name ? `python checker.py ${name}` : `unzip ${name} && python checker.py ${file}`;
  });
  const checker = make("a", { href: "certificates/checker.py", download: true }, "checker.py");
  return make("div", { class: `paper e-${code}` }, make("p", {}, link),
    make("p", {}, "Anybody can check it, without this program: ", checker, " is one file that needs Python alone."), command);
}
