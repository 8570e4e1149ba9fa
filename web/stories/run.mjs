// Plays the stories in a real browser against the binary that is named, and writes which passed to
// target/web/stories.json.
//
// node run.mjs BINARY [part of a story's name]

import { mkdirSync, writeFileSync } from "node:fs";
import { chromiumPath, openBrowser, openPage } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { stories } from "./stories.mjs";
import { workshop } from "./workshop.mjs";

const [binary, part = ""] = process.argv.slice(2);
if (!binary || !chromiumPath) {
  console.error(binary ? "Chromium is missing" : "usage: node run.mjs BINARY [part of a name]");
  process.exit(2);
}

const workers = 2;
const report = { stories: [] };
const server = await startServer(binary);
const browser = await openBrowser();
const waiting = [...stories, ...workshop].filter((story) => story.name.includes(part));

async function play(story) {
  const begun = Date.now();
  const { page, faults, close } = await openPage(browser, story.view);
  page.setDefaultTimeout(30_000);
  let error;
  try {
    await story.play({ page, server });
    if (faults.length > 0) error = faults.join("\n");
  } catch (thrown) {
    error = `${thrown.stack}\n${faults.join("\n")}`;
    mkdirSync("../target/web", { recursive: true });
    const file = `../target/web/${story.name.replaceAll(/\W+/g, "-")}.png`;
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
mkdirSync("../target/web", { recursive: true });
writeFileSync("../target/web/stories.json", JSON.stringify(report, null, 2));
console.log(`${report.passed} of ${report.stories.length} stories passed`);
process.exit(report.failed > 0 || report.stories.length === 0 ? 1 : 0);
