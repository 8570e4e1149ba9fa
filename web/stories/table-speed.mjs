// Measures the editor of decision tables at 10,000 rows by 30 columns, beside a plain page that has
// the same cells as one HTML table.
//
// node table-speed.mjs ADDRESS PERSON PASSWORD

import { chromiumPath, openBrowser, openPage, signIn } from "./browser.mjs";

const [address, person = "configurator", password] = process.argv.slice(2);
if (!address || !password || !chromiumPath) {
  console.error("usage: node table-speed.mjs ADDRESS PERSON PASSWORD");
  process.exit(2);
}

const rowCount = 10_000;
const name = "table of the measure";

/** A table of 22 conditions and 3 results; with the columns about the row there are 30. */
function largeTable() {
  const fields = [
    { name: "tariff", expression: "item.commodity.classifications[CN].code", type: "tariffCode" },
    { name: "net mass", expression: "item.goodsMeasure.nmass", type: "number" },
  ];
  const plants = Array.from({ length: 20 }, (_, at) => ({
    name: `plant ${at + 1}`,
    expression: "shipment.plant",
    type: "code",
  }));
  const outputs = ["category", "type", "refNum"].map((field) => ({
    name: `item.additionalDocuments[+].${field}`,
    type: field === "refNum" ? "text" : "code",
  }));
  const rows = Array.from({ length: rowCount }, (_, row) => ({
    id: `row ${row + 1}`,
    conditions: [
      `${1000 + (row % 8999)}${10 + (row % 90)}*`,
      `> ${row % 500}`,
      ...plants.map((_, at) => ((row + at) % 3 ? "-" : `"P${(row * 7 + at) % 900}"`)),
    ],
    outputs: ['"Y"', `"${900 + (row % 99)}"`, `"reference ${row}"`],
    note: "Reg. (EU) 2021/821",
  }));
  return { name, hitPolicy: "collect", inputs: [...fields, ...plants], outputs, rows };
}

/** The time from a key to the frame that shows it, of each of a number of keys. */
async function keysToPaint(page, keys) {
  await page.evaluate(() => {
    window.measured = [];
    window.addEventListener(
      "keydown",
      (event) => {
        const begun = event.timeStamp;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => window.measured.push(performance.now() - begun);
          channel.port2.postMessage(undefined);
        });
      },
      true,
    );
  });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(300);
  return page.evaluate(() => window.measured);
}

async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session
    .send("Performance.enable")
    .then(() => session.send("Performance.getMetrics"));
  const of = (wanted) => metrics.find((it) => it.name === wanted)?.value ?? 0;
  await session.detach();
  return { megabytes: of("JSHeapUsedSize") / 1e6, nodes: of("Nodes") };
}

async function scrollThrough(page, selector) {
  await page.evaluate(async (wanted) => {
    const element = document.querySelector(wanted);
    const frame = () => new Promise(requestAnimationFrame);
    for (let at = 0; at <= 400; at += 1) {
      element.scrollTop = (element.scrollHeight * at) / 400;
      element.scrollLeft = (at % 40) * 60;
      await frame();
    }
    element.scrollTop = 0;
    element.scrollLeft = 0;
    await frame();
  }, selector);
}

function percentile(values, part) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function tell(what, { open, keys, before, after }) {
  const p = (part) => percentile(keys, part).toFixed(0);
  console.log(
    `${what}: open ${open.toFixed(0)} ms; key to paint p50 ${p(0.5)}, p95 ${p(0.95)} ms of ${keys.length}; ` +
      `memory ${before.megabytes.toFixed(1)} MB, after scrolling ${after.megabytes.toFixed(1)} MB; ` +
      `nodes ${before.nodes}, after scrolling ${after.nodes}`,
  );
}

const browser = await openBrowser();
const server = { address, people: { [person]: password } };
const { page, close } = await openPage(browser);
await signIn(page, server, person, "/demo/tables");
await page.evaluate(async (table) => {
  const session = await (await fetch("/v1/session")).json();
  const path = `/v1/configuration/decisiontables/${encodeURIComponent(table.name)}/draft`;
  const answer = await fetch(path, {
    method: "PUT",
    headers: {
      "CAS-CSRF-Token": session.csrfToken,
      "CAS-Tenant": session.tenants[0].id,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ table }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}, largeTable());

const moves = Array.from({ length: 120 }, (_, at) => (at % 5 ? "ArrowDown" : "ArrowRight"));
const typing = Array.from({ length: 20 }, () => ["1", "2", "Enter"]).flat();
const keys = [...moves, ...typing];

// Opened from the list, as somebody would, with the application already there.
await page.reload();
const link = page.getByRole("link", { name, exact: true });
await link.waitFor();
const begun = await page.evaluate(() => performance.now());
await link.click();
await page.locator('[role=gridcell]:has-text("row 1")').first().waitFor();
const opened = await page.evaluate(
  () => new Promise((done) => requestAnimationFrame(() => done(performance.now()))),
);
// What is asked once after opening is not of the keys.
await page.waitForTimeout(4000);
await page.locator("[role=grid]").focus();
const before = await heap(page);
await scrollThrough(page, "[role=grid]");
const after = await heap(page);
const measured = await keysToPaint(page, keys);
tell("editor", { open: opened - begun, keys: measured, before, after });
await close();

const plain = await openPage(browser);
const opens = Date.now();
await plain.page.setContent("<main style='height:100vh;overflow:auto' tabindex=0></main>");
await plain.page.evaluate((table) => {
  const cell = (text) => `<td contenteditable>${text}</td>`;
  const line = (row) =>
    `<tr>${[row.id, ...row.conditions, ...row.outputs, "", "", "", row.note, ""].map(cell).join("")}</tr>`;
  const body = table.rows.map(line).join("");
  document.querySelector("main").innerHTML = `<table>${body}</table>`;
}, largeTable());
await plain.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
const plainOpen = Date.now() - opens;
await plain.page.locator("td").nth(1).focus();
const plainBefore = await heap(plain.page);
await scrollThrough(plain.page, "main");
const plainAfter = await heap(plain.page);
const typed = await keysToPaint(
  plain.page,
  Array.from({ length: 15 }, () => "1"),
);
tell("plain page", { open: plainOpen, keys: typed, before: plainBefore, after: plainAfter });
await browser.close();
