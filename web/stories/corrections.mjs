// What people do when customs refuses, or when something accepted must change.

import assert from "node:assert/strict";
import { seriousFaults, signIn } from "./browser.mjs";
import { ask, sendTransit, waitForStatus } from "./shipments.mjs";

const workList = "/demo/declarations";
const lorry = '[data-address="goodsShipment.consignment.departureTransportMeans.identification"]';
const holder = "DE100000000000001";

async function open(page, server, id, rest = "") {
  await page.goto(`${server.address}${workList}/${id}${rest}`);
}

/** Goes through refused values by key until the field of the holder has the focus. */
async function toHolder(page) {
  for (let tries = 0; tries < 4; tries++) {
    await page.keyboard.press("F8");
    await page.waitForTimeout(400);
    const value = await page.evaluate(() => document.activeElement?.value);
    if (value === holder) return;
  }
  throw new Error("F8 does not lead to the refused holder");
}

/** Asks for the filled act by keys, looks at what it would send, and does it. */
async function submitByKeys(page, message) {
  await page.keyboard.press("Control+Enter");
  const plan = page.getByRole("dialog");
  await plan.getByText(message).waitFor();
  await page.keyboard.press("Control+Enter");
  await plan.waitFor({ state: "detached" });
}

/** Writes another lorry in the correction, by keys alone, and waits for the plan. */
async function otherLorry(page, to) {
  await page.keyboard.press("/");
  await page.keyboard.type("departure identification M-VE");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".change input:focus").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(to);
  await page.getByText(to, { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Ctrl Enter" }).and(page.locator(":enabled")).waitFor();
}

export const corrections = [
  {
    name: "what was rejected last week is found by keys, understood, corrected and released",
    async play({ page, server }) {
      await signIn(page, server, "declarant", workList);
      await sendTransit(page, "STORY-REJECT", { marker: "#reject" });
      await waitForStatus(page, "STORY-REJECT", "CustomsError");
      // A week later, as far as the browser knows.
      await page.clock.setFixedTime(Date.now() + 7 * 24 * 3600 * 1000);
      await page.reload();
      await page.getByRole("row", { name: /DEMO-04/ }).waitFor();
      await page.keyboard.press("f");
      await page.keyboard.type("rejected last week");
      await page.keyboard.press("Enter");
      await page.waitForURL(/event=DeclarationRejected/);
      const selected = page.locator('[role=row][aria-selected="true"]');
      await page.getByRole("row", { name: /STORY-REJECT/ }).waitFor();
      await page.keyboard.press("Home");
      for (let tries = 0; tries < 20; tries++) {
        if (/STORY-REJECT/.test((await selected.textContent()) ?? "")) break;
        await page.keyboard.press("j");
      }
      await page.keyboard.press("Enter");
      await page.getByText("Customs refused 2 values").waitFor();
      await toHolder(page);
      await page.keyboard.press("Control+a");
      await page.keyboard.type("DE100000000000002");
      await page.keyboard.press("F8");
      await page.locator("[role=grid]:focus").waitFor();
      await page.keyboard.press("F2");
      await page.keyboard.press("Control+a");
      await page.keyboard.type("871150");
      await page.keyboard.press("Enter");
      await page.getByText(/Customs refused (a|\d+) value/).waitFor({ state: "detached" });
      await page.getByText("Checks would pass", { exact: true }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await submitByKeys(page, "CC015C");
      const [released] = await waitForStatus(page, "STORY-REJECT", "Released");
      await page.getByText("Released").first().waitFor();
      const { body } = await ask(page, "GET", `/v1/declarations/${released.id}`);
      const party = body.singleAdministrativeDocument.holderOfTheTransitProcedure;
      assert.equal(party.businessPartnerReference[0].code, "DE100000000000002");
    },
  },
  {
    name: "an accepted declaration is amended, and what customs gets is shown before",
    async play({ page, server }) {
      await signIn(page, server, "declarant", workList);
      await sendTransit(page, "STORY-AMEND", { marker: "#hold" });
      const [{ id }] = await waitForStatus(page, "STORY-AMEND", "Accepted");
      await open(page, server, id);
      await page.locator(lorry).waitFor();
      await page.keyboard.press("e");
      await page.waitForURL(/\/correct/);
      await page.getByRole("radio", { name: /Amend this declaration/ }).waitFor();
      await page.keyboard.press("2");
      await page.waitForURL(/way=amend/);
      await otherLorry(page, "M-AM 1");
      await page.getByText("nothing is done yet").waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("Control+Enter");
      await page.waitForURL((url) => !url.pathname.endsWith("/correct"));
      await page.locator(`${lorry}:not([readonly])`).waitFor();
      assert.equal(await page.locator(lorry).inputValue(), "M-AM 1");
      await page.keyboard.press("Control+s");
      await page.getByText("kept on this device").waitFor({ state: "detached" });
      await submitByKeys(page, "CC013C");
      for (let tries = 0; tries < 100; tries++) {
        const { body } = await ask(page, "GET", `/v1/declarations/${id}/messages`);
        const types = JSON.stringify(body);
        if (/CC013C/.test(types) && /CC004C/.test(types)) return;
        await page.waitForTimeout(100);
      }
      throw new Error("customs did not accept the amendment");
    },
  },
  {
    name: "a shipment is corrected, and what becomes of each declaration is shown before",
    async play({ page, server }) {
      await signIn(page, server, "declarant", workList);
      await sendTransit(page, "STORY-UPDATE", { marker: "#hold" });
      const [{ id }] = await waitForStatus(page, "STORY-UPDATE", "Accepted");
      await open(page, server, id, "/correct");
      // By pointer first, up to the plan; nothing is done by leaving it.
      await page.getByRole("radio", { name: /Update the shipment/ }).check();
      await page.getByRole("combobox", { name: "Another field" }).fill("departure identification");
      await page.getByRole("option", { name: /M-VE/ }).getByRole("button").click();
      await page.locator(".change input").fill("M-UP 0");
      await page.getByRole("heading", { name: /Declarations of the shipment/ }).waitFor();
      await page.getByRole("button", { name: "Discard" }).click();
      // By keys.
      await page.reload();
      await page.getByRole("radio", { name: /Update the shipment/ }).waitFor();
      await page.keyboard.press("1");
      await page.waitForURL(/way=update/);
      await otherLorry(page, "M-UP 1");
      await page.getByRole("heading", { name: /Declarations of the shipment/ }).waitFor();
      await page.getByText("CC013C").first().waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("Control+Enter");
      await page.waitForURL((url) => !url.pathname.endsWith("/correct"));
      await page.waitForFunction(
        (field) => document.querySelector(field)?.value === "M-UP 1",
        lorry,
      );
      const { body } = await ask(page, "GET", "/v1/customsshipments/STORY-UPDATE");
      assert.match(JSON.stringify(body.document), /M-UP 1/);
    },
  },
];
