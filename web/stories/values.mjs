// What people do with values: ask where they come from, give them back, lose a race and lose nothing.

import assert from "node:assert/strict";
import { openPage, signIn } from "./browser.mjs";
import { ask, sendTransit, waitForStatus } from "./shipments.mjs";

const means = "goodsShipment.consignment.departureTransportMeans.identification";
const lorry = `[data-address="${means}"]`;
const place = '[data-address="goodsShipment.consignment.loadingLocation.location"]';

/** A declaration that waits for somebody to submit it, open on the page. */
async function openWaiting(page, server, reference) {
  await signIn(page, server, "declarant", "/demo/declarations");
  await sendTransit(page, reference, { customsFlow: "TransitOnRequest" });
  const [{ id }] = await waitForStatus(page, reference, "Validated");
  await page.goto(`${server.address}/demo/declarations/${id}`);
  await page.locator(`${lorry}:not([readonly])`).waitFor();
  return id;
}

/** Waits until nothing is unsaved any more. */
function saved(page) {
  return page.getByText("kept on this device").waitFor({ state: "detached" });
}

export const values = [
  {
    name: "why a value is there is told, and it is given back to deduction",
    async play({ page, server }) {
      await openWaiting(page, server, "STORY-ORIGIN");
      await page.locator(place).fill("Augsburg");
      await page.keyboard.press("Control+s");
      await saved(page);
      await page.locator(place).focus();
      await page.keyboard.press("Alt+o");
      const chain = page.getByRole("region", { name: /Where it comes from/ });
      await chain.getByText("Munich").first().waitFor();
      await page.keyboard.press("Backspace");
      await page.getByText("Would stand there: Munich").waitFor();
      await page.keyboard.press("Control+s");
      await saved(page);
      await page.waitForFunction(
        (field) => document.querySelector(field)?.value === "Munich",
        place,
      );
      // By pointer: the mark at the field's end opens the same.
      await page
        .locator(lorry)
        .locator("xpath=ancestor::*[contains(@class,'in')][1]//button")
        .last()
        .click();
      await chain.getByRole("button", { name: /Give back/ }).waitFor();
      assert.equal(await chain.getByRole("button", { name: /Give back/ }).isDisabled(), true);
    },
  },
  {
    name: "a race is lost, and nothing of what was typed is",
    async play({ page, server, browser }) {
      const id = await openWaiting(page, server, "STORY-RACE");
      await page.locator(lorry).fill("M-RA 1");
      const other = await openPage(browser);
      await signIn(other.page, server, "administrator", "/demo/declarations");
      const { body } = await ask(other.page, "GET", `/v1/declarations/${id}`);
      assert.equal(body.currentStatus, "Validated");
      const change = {
        goodsShipment: {
          consignment: {
            departureTransportMeans: { identification: "M-RA 2" },
            loadingLocation: { location: "Augsburg" },
          },
        },
      };
      const patched = await ask(other.page, "PATCH", `/v1/declarations/${id}`, change);
      assert.equal(patched.status, 202, JSON.stringify(patched.body));
      await other.close();
      await page.locator(lorry).focus();
      await page.keyboard.press("Control+s");
      const both = page.getByRole("dialog");
      await both.getByText("Nothing of yours is lost").waitFor();
      await both.getByText("M-RA 1", { exact: true }).waitFor();
      await both.getByText("M-RA 2", { exact: true }).waitFor();
      await page.keyboard.press("Control+Enter");
      await saved(page);
      assert.equal(await page.locator(lorry).inputValue(), "M-RA 1");
      assert.equal(await page.locator(place).inputValue(), "Augsburg");
      // What is typed and not saved outlives the page.
      await page.locator(place).fill("Ulm");
      await page.waitForTimeout(500);
      await page.reload();
      await page.locator(place).waitFor();
      assert.equal(await page.locator(place).inputValue(), "Ulm");
    },
  },
];
