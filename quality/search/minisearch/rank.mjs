// Ranks documents by MiniSearch, set up as its manual advises: what the title says counts twice, a fifth of a word's
// letters may be wrong, and a word may be a beginning.
// Reads {"fields": [...], "documents": [{"id", ...}], "queries": [{"id", "text"}], "most": 10} from the standard input,
// writes {"version", "rankings": {"query": ["document", ...]}}.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

import MiniSearch from "minisearch";

const { fields, documents, queries, most } = JSON.parse(await text(process.stdin));
const index = new MiniSearch({
  fields,
  searchOptions: { boost: { title: 2 }, fuzzy: 0.2, prefix: true },
});
index.addAll(documents);

const rankings = {};
for (const query of queries) {
  rankings[query.id] = index
    .search(query.text)
    .slice(0, most)
    .map((hit) => hit.id);
}
// The package does not let its description be imported.
const description = new URL("node_modules/minisearch/package.json", import.meta.url);
const { version } = JSON.parse(await readFile(description, "utf8"));
process.stdout.write(JSON.stringify({ version, rankings }));
