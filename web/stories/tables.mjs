// What experts do with decision tables.

import assert from "node:assert/strict";
import { seriousFaults, signIn } from "./browser.mjs";

/** A request of the API in the person's own session, for what the story only needs to be there. */
function ask(page, method, path, body) {
  return page.evaluate(
    async (asked) => {
      const session = await (await fetch("/v1/session")).json();
      const answer = await fetch(asked.path, {
        method: asked.method,
        headers: {
          "CAS-CSRF-Token": session.csrfToken,
          "CAS-Tenant": session.tenants[0].id,
          "Content-Type": "application/json",
        },
        ...(asked.body && { body: JSON.stringify(asked.body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : null };
    },
    { method, path, body },
  );
}

/** Puts text on the clipboard's way into what has the focus, as `Ctrl+V` of a spreadsheet does. */
function paste(page, text) {
  return page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    document.activeElement.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

/** A table that ships' documents come from, with as many rows as experts have at most. */
function documents(rows) {
  return {
    name: "documents",
    hitPolicy: "collect",
    inputs: [
      {
        name: "tariff",
        expression: "item.commodity.classifications[CN].code",
        type: "tariffCode",
      },
      { name: "net mass", expression: "item.goodsMeasure.nmass", type: "number" },
    ],
    outputs: [
      { name: "item.additionalDocuments[+].category", type: "code" },
      { name: "item.additionalDocuments[+].type", type: "code" },
      { name: "item.additionalDocuments[+].refNum", type: "text" },
    ],
    rows: [
      { id: "dual use", conditions: ["8711*", "-"], outputs: ["Y", "901", '"not listed"'] },
      { id: "heavy", conditions: ["-", "> 100"], outputs: ["N", "271", '"PL-1"'] },
      ...Array.from({ length: rows - 2 }, (_, at) => ({
        id: `row ${at + 3}`,
        conditions: [`${1000 + (at % 7000)}${10 + (at % 90)}*`, "-"],
        outputs: ["N", "271", `"PL-${at}"`],
      })),
    ],
  };
}

const draft = "/v1/configuration/decisiontables/documents/draft";
const raceDraft = "/v1/configuration/decisiontables/saved%20by%20two/draft";

/** Goes to a cell by its row's place and its column's, both from 0. */
async function cell(page, row, column) {
  await page.locator(`#cell-${row}-${column}`).click();
}

/** 10,000 rows take 200 of a spreadsheet; the two that are wrong are mended, and it is published. */
async function pasteMany({ page, server }) {
  await page.goto(`${server.address}/demo/tables`);
  const before = await ask(page, "GET", "/v1/configuration/decisiontables/documents/versions/1");
  const saved = await ask(page, "PUT", draft, { table: documents(10_000) });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  await page.reload();
  await page.getByRole("link", { name: "documents", exact: true }).click();
  await page.getByText("10,000 rows").waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+End");
  await page.locator("#cell-9999-0").waitFor();
  await page.keyboard.press("Insert");
  await page.getByText("10,001 rows").waitFor();
  await page.keyboard.press("Home");
  const lines = Array.from({ length: 200 }, (_, at) => {
    const tariff = at === 20 ? "87x" : "87116010";
    const mass = at === 120 ? "> heavy" : "> 250";
    return [`pasted ${at}`, tariff, mass, "Y", "901", `list ${at}`].join("\t");
  });
  await paste(page, lines.join("\n"));
  await page.getByText("10,200 rows").waitFor();
  await page.keyboard.press("Control+s");
  await page.getByText("2 errors").waitFor();
  await page.keyboard.press("F8");
  assert.match(await page.locator(".tcell.active").textContent(), /87x/);
  await page.keyboard.press("F2");
  await page.locator(".tcell input").fill("8712");
  await page.keyboard.press("Enter");
  await page.keyboard.press("F8");
  await page.locator(".tcell.active", { hasText: "> heavy" }).waitFor();
  await page.keyboard.type("> 260");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+s");
  await page
    .getByRole("button", { name: /Save the draft/ })
    .and(page.locator(":disabled"))
    .waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.getByText(/of \d+ would differ/).waitFor();
  await page.getByRole("cell", { name: "refNum" }).first().waitFor();
  const published = await ask(page, "POST", `${draft}/publish`, { note: "list of 2027" });
  assert.equal(published.status, 200, JSON.stringify(published.body));
  // What others use is as it was.
  assert.equal((await ask(page, "PUT", draft, before.body.document)).status, 200);
  assert.equal((await ask(page, "POST", `${draft}/publish`, {})).status, 200);
}

/** Why a declaration did not get a row is found, and the row is mended. */
async function mendRow({ page, server }) {
  await signIn(page, server, "configurator", "/demo/tables");
  const table = { ...documents(2), name: "documents" };
  table.rows.push({
    id: "too heavy",
    conditions: ["8711*", "> 1000"],
    outputs: ["N", "271", '"PL-2"'],
  });
  assert.equal((await ask(page, "PUT", draft, { table })).status, 200);
  await page.goto(`${server.address}/demo/tables/documents`);
  await page.getByLabel("Declaration to try").fill("DEMO-18");
  await page.getByRole("button", { name: "DEMO-18" }).last().click();
  await page.getByText("rows fire").waitFor();
  const aside = page.getByRole("complementary");
  await aside.getByRole("button", { name: "too heavy" }).click();
  await page.locator(".tcell.active .saw.miss").waitFor();
  await page.keyboard.type("> 200");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+s");
  await page.getByText("3 rows fire").waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await page.getByRole("tab", { name: "Tests 1" }).waitFor();
}

export const tableStories = [
  {
    name: "why a row did not fire is found and mended; 10,000 rows take 200 of a spreadsheet",
    async play(given) {
      // One after the other: both are about the table that the demo's flow asks.
      await mendRow(given);
      await pasteMany(given);
    },
  },
  {
    name: "who saves a table second gets both, and loses nothing",
    async play({ page, server }) {
      await signIn(page, server, "configurator", "/demo/tables");
      const table = { ...documents(2), name: "saved by two" };
      assert.equal((await ask(page, "PUT", raceDraft, { table })).status, 200);
      await page.goto(`${server.address}/demo/tables/saved%20by%20two`);
      await page.locator("#cell-1-2").waitFor();
      await cell(page, 1, 2);
      await page.keyboard.type("> 300");
      await page.keyboard.press("Enter");
      const [first, second] = table.rows;
      const theirs = {
        ...table,
        rows: [
          { ...first, note: "checked" },
          { ...second, conditions: ["-", "> 400"] },
        ],
      };
      assert.equal((await ask(page, "PUT", raceDraft, { table: theirs })).status, 200);
      await page.keyboard.press("Control+s");
      const dialog = page.getByRole("dialog");
      await dialog.getByText("> 400").waitFor();
      await dialog.getByRole("button", { name: "Save both" }).click();
      await dialog.waitFor({ state: "detached" });
      await page.locator("#cell-0-7, [role=gridcell]", { hasText: "checked" }).first().waitFor();
      assert.match(await page.locator("#cell-1-2").textContent(), /> 300/);
      await page.keyboard.press("Control+z");
    },
  },
];
