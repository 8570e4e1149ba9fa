// Plays the stories in a real browser against the binary that is named, and writes which passed to
// target/web/stories.json.
//
// node run.mjs BINARY [part of a story's name]

import { mkdirSync, writeFileSync } from "node:fs";
import { chromiumPath, openBrowser, openPage } from "./browser.mjs";
import { corrections } from "./corrections.mjs";
import { fits } from "./fit.mjs";
import { people } from "./people.mjs";
import { isProviderHere } from "./provider.mjs";
import { startServer } from "./server.mjs";
import { stories } from "./stories.mjs";
import { values } from "./values.mjs";
import { workshop } from "./workshop.mjs";

const [binary, part = ""] = process.argv.slice(2);
if (!binary || !chromiumPath) {
  console.error(binary ? "Chromium is missing" : "usage: node run.mjs BINARY [part of a name]");
  process.exit(2);
}

const workers = 2;
const folder = new URL("../../target/web", import.meta.url).pathname;
const report = { stories: [] };
const server = await startServer(binary);
const browser = await openBrowser();
const all = [...fits, ...corrections, ...values, ...people, ...stories, ...workshop];
const wanted = all.filter((story) => story.name.includes(part));
const waiting = wanted.filter((story) => !story.needsProvider || isProviderHere);
for (const { name } of wanted.filter((story) => !waiting.includes(story))) {
  console.log(`skip  ${name}: npm ci in crates/testkit/tests/oidc was not run`);
}

async function play(story) {
  const begun = Date.now();
  const { page, faults, close } = await openPage(browser, story.view);
  page.setDefaultTimeout(30_000);
  let error;
  try {
    await story.play({ page, server, browser, binary });
    if (faults.length > 0) error = faults.join("\n");
  } catch (thrown) {
    error = `${thrown.stack}\n${faults.join("\n")}`;
    mkdirSync(folder, { recursive: true });
    const file = `${folder}/${story.name.replaceAll(/\W+/g, "-")}.png`;
    await page.screenshot({ path: file }).catch(() => {});
  }
  await close();
  const seconds = (Date.now() - begun) / 1000;
  console.log(`${error ? "FAIL" : "pass"}  ${seconds.toFixed(1)} s  ${story.name}`);
  if (error) console.log(error);
  report.stories.push({ name: story.name, passed: !error, seconds, error });
}

async function work() {
  for (let story = waiting.shift(); story; story = waiting.shift()) await play(story);
}

await Promise.all(Array.from({ length: workers }, work));
await browser.close();
server.stop();
report.passed = report.stories.filter((story) => story.passed).length;
report.failed = report.stories.length - report.passed;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/stories.json`, JSON.stringify(report, null, 2));
console.log(`${report.passed} of ${report.stories.length} stories passed`);
process.exit(report.failed > 0 || report.stories.length === 0 ? 1 : 0);
