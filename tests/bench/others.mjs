// How fuse.js and minisearch answer the queries of tests/corpus/queries.txt over the same sample, for comparison with ours
// (build/debug/bin/test_found prints ours). By hand, in a folder with `npm install fuse.js minisearch`:
//   node others.mjs REPOSITORY [--misses]
// Each gets what helps it: all languages' texts, weights as ours, lower case without accents, fuzziness as its manual advises.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(path.join(process.cwd(), "here.js"));
const Fuse = require("fuse.js").default ?? require("fuse.js");
const MiniSearch = require("minisearch").default ?? require("minisearch");
const root = process.argv[2];
const FIELDS = { name: 10, keywords: 6, summary: 3, description: 2, contact: 1 };

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f\u00b7\u00ad]/g, "").replace(/ß/g, "ss").replace(/ı/g, "i").toLowerCase();
const texts = (value) => (value == null ? "" : typeof value === "string" ? value : Array.isArray(value) ? value.join(" ") : Object.values(value).join(" "));

const samples = path.join(root, "assets/sample");
const entries = fs.readdirSync(samples).filter((name) => name.endsWith(".jsonl")).sort()
  .flatMap((name) => fs.readFileSync(path.join(samples, name), "utf8").trim().split("\n").map((line) => JSON.parse(line)))
  .map((entry) => ({
    id: entry.id, name: fold(texts(entry.name)), keywords: fold(texts(entry.keywords)), summary: fold(texts(entry.summary)),
    description: fold(texts(entry.description)), contact: fold([entry.telephone, entry.contact_name].filter(Boolean).join(" ")),
  }));
const queries = fs.readFileSync(path.join(root, "tests/corpus/queries.txt"), "utf8").split("\n")
  .filter((line) => line && !line.startsWith("#")).map((line) => line.split("|").map((part) => part.trim()));

const mini = new MiniSearch({ fields: Object.keys(FIELDS) });
mini.addAll(entries);
const fuse = (threshold) => new Fuse(entries, {
  keys: Object.entries(FIELDS).map(([name, weight]) => ({ name, weight })), ignoreLocation: true, threshold, includeScore: true,
});
const loose = fuse(0.4), strict = fuse(0.3);
const engines = {
  "minisearch, prefix": (query) => mini.search(query, { prefix: true, boost: FIELDS }),
  "minisearch, prefix and fuzzy 0.2": (query) => mini.search(query, { prefix: true, fuzzy: 0.2, boost: FIELDS }),
  "fuse.js, threshold 0.3": (query) => strict.search(query).map((hit) => hit.item),
  "fuse.js, threshold 0.4": (query) => loose.search(query).map((hit) => hit.item),
};

const classes = [...new Set(queries.map(([name]) => name))];
for (const [name, search] of Object.entries(engines)) {
  const right = {}, all = {};
  const started = performance.now();
  for (const [kind, , query, ids] of queries) {
    const found = search(fold(query)).map((hit) => hit.id);
    const ok = ids === "-" ? found.length === 0 : found.slice(0, 3).some((id) => ids.split(" ").includes(id));
    all[kind] = (all[kind] ?? 0) + 1;
    right[kind] = (right[kind] ?? 0) + ok;
    if (!ok && process.argv[3] === "--misses") console.log(`  ${kind}: '${query}' finds ${found[0] ?? "nothing"}`);
  }
  const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  const each = classes.map((kind) => `${kind} ${right[kind]}/${all[kind]}`).join(", ");
  console.log(`${name}: ${sum(right)} of ${sum(all)} (${each}), ${((performance.now() - started) / queries.length).toFixed(2)} ms a query`);
}
