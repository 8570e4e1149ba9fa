// How long until the first rows of the work list, without anything in the browser's cache, and until
// a key is on the screen: in the list, in a form of 9,999 items, in the cell of their grid.
//
// node measure.mjs BINARY [items]

import { openBrowser, openPage, signIn } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { ask } from "./shipments.mjs";

const [binary, items = "9999"] = process.argv.slice(2);
const server = await startServer(binary, { items: Number(items) });
const browser = await openBrowser();
const list = "/demo/declarations";

function told(name, times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const [half, most] = [at(0.5), at(0.95)].map((time) => time.toFixed(0));
  console.log(`${name}: p50 ${half} ms, p95 ${most} ms (${times.length} times)`);
}

/** Milliseconds from a key until the next picture after it, pressed again and again. */
async function keyToPaint(page, keys) {
  await page.evaluate(() => {
    window.paints = [];
    const listen = (event) => {
      const painted = () => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
      };
      requestAnimationFrame(painted);
    };
    window.addEventListener("keydown", listen, true);
  });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
  return page.evaluate(() => window.paints);
}

const first = [];
for (let turn = 0; turn < 5; turn++) {
  const { page, close } = await openPage(browser);
  await signIn(page, server, "declarant", "/demo/account");
  const state = await page.context().storageState();
  await close();
  const context = await browser.newContext({ storageState: state });
  const cold = await context.newPage();
  const begun = performance.now();
  await cold.goto(server.address + list, { waitUntil: "commit" });
  await cold.locator("[role=row][aria-selected=true]").waitFor();
  first.push(performance.now() - begun);
  await context.close();
}
told("first rows of the work list, cold", first);

const { page, close } = await openPage(browser);
await signIn(page, server, "declarant", `${list}?group=done`);
await page.locator("[role=row][aria-selected=true]").waitFor();
const steps = Array.from({ length: 40 }, (_, turn) => (turn % 20 < 10 ? "j" : "k"));
told("key to paint, work list", await keyToPaint(page, steps));

const { body } = await ask(page, "GET", "/v1/declarations?limit=100");
let large;
for (const { id, lrn } of body.declarations) {
  const path = `/v1/declarations/${id}`;
  const answer = await ask(page, "GET", path);
  const goods = answer.body.singleAdministrativeDocument?.goodsShipment;
  if (goods?.governmentAgencyGoodsItems?.length >= Number(items)) large = { id, lrn };
  if (large) break;
}
if (!large) throw new Error(`no declaration has ${items} items`);
const opened = performance.now();
await page.goto(`${server.address}${list}/${large.id}`);
const grid = page.locator(".items[role=grid]");
await grid.waitFor({ timeout: 120_000 });
console.log(`${items} items: grid after ${(performance.now() - opened).toFixed(0)} ms`);
await page.waitForTimeout(3000);
await grid.focus();
const moves = ["ArrowDown", "ArrowRight", "PageDown", "ArrowLeft"];
const walk = Array.from({ length: 60 }, (_, turn) => moves[turn % 4]);
told(`key to paint, grid of ${items} items`, await keyToPaint(page, walk));
await close();
await browser.close();
server.stop();
process.exit(0);
