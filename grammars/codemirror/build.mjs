/* Bundle the editor into the package: `npm ci && npm run build` in this folder.
   The first line of the bundle names the digest of what it was made from; a test says when it is older than that. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../../certify/workbench/assets");
const SOURCES = ["build.mjs", "editor.js", "language.js", "package-lock.json", "package.json"];

const digest = createHash("sha256");
for (const name of SOURCES) digest.update(readFileSync(join(here, name)));

const made = await build({
  entryPoints: [join(here, "editor.js")], bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8", metafile: true, write: false,
  legalComments: "none", absWorkingDir: here,
});
const inside = Object.keys(made.metafile.inputs).map(file => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
const packages = [...new Set(inside.filter(Boolean))].sort();
const banner = `/* sources ${digest.digest("hex")}: grammars/codemirror, made by its build.mjs; licences in codemirror.LICENSES.txt: ${packages.join(", ")} */\n`;
writeFileSync(join(out, "codemirror.js"), banner + made.outputFiles[0].text);

const licences = packages.map(name => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!existsSync(join(folder, "LICENSE"))) throw new Error(`${name} has no file LICENSE`);
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
});
writeFileSync(join(out, "codemirror.LICENSES.txt"), `codemirror.js holds these packages.\n\n${licences.join(`\n${"-".repeat(72)}\n\n`)}`);
