// Which files a browser loads before the first rows of the work list.
//
// node first-load.mjs FOLDER js|css|others

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, kind] = process.argv.slice(2);
const page = readFileSync(join(folder, "index.html"), "utf8");
const assets = readdirSync(join(folder, "assets")).map((name) => `assets/${name}`);
/** The page's own, the work list's, and the English texts; with all that these import at once. */
const first = new Set(
  assets.filter((file) => page.includes(file) || /assets\/(WorkList|en)-/.test(file)),
);
for (const file of first) {
  if (!file.endsWith(".js")) continue;
  const script = readFileSync(join(folder, file), "utf8");
  // Static imports stand at the beginning; what is imported on demand is called as a function.
  for (const [, name] of script.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g))
    first.add(`assets/${name}`);
}
const wanted = assets.filter((file) =>
  kind === "others"
    ? !first.has(file) && file.endsWith(".js")
    : first.has(file) && file.endsWith(kind),
);
console.log(wanted.map((file) => join(folder, file)).join("\n"));
