// What people do, story by story.

import assert from "node:assert/strict";
import { seriousFaults, signIn } from "./browser.mjs";
import { flowStories } from "./flows.mjs";
import { tableStories } from "./tables.mjs";

const workList = "/demo/declarations";

export const stories = [
  {
    name: "a wrong password is refused, the right one leads to where one wanted to go",
    async play({ page, server }) {
      await page.goto(`${server.address}${workList}?group=done`);
      await page.waitForURL(/sign-in/);
      await page.getByLabel("Name").fill("declarant");
      await page.locator("input[name=password]").fill("not the password at all");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.locator("input[name=password]").fill(server.people.declarant);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/demo\/declarations\?group=done/);
    },
  },
  {
    name: "the work list is walked by keys alone, and a declaration opens",
    async play({ page, server }) {
      await signIn(page, server, "declarant", workList);
      await page.getByRole("row", { name: /DEMO-04/ }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      const selected = page.locator('[role=row][aria-selected="true"]');
      const first = await selected.textContent();
      await page.keyboard.press("j");
      assert.notEqual(await selected.textContent(), first);
      await page.keyboard.press("k");
      assert.equal(await selected.textContent(), first);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/demo\/declarations\/[0-9a-f-]{36}/);
    },
  },
  {
    name: "what customs refused is said at the field, and a key goes there",
    async play({ page, server }) {
      await signIn(page, server, "declarant", workList);
      await page.getByRole("row", { name: /DEMO-04/ }).dblclick();
      await page.getByText("Customs refused 2 values").waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("F8");
      await page.locator("[role=grid]:focus").waitFor();
      await page.keyboard.press("F8");
      const focused = page.locator("input:focus");
      await focused.waitFor();
      assert.equal(await focused.inputValue(), "DE100000000000001");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.waitForURL(/\/demo\/declarations(\?|$)/);
      const selected = page.locator('[role=row][aria-selected="true"]');
      assert.match((await selected.textContent()) ?? "", /DEMO-04/);
    },
  },
  {
    name: "a viewer can change nothing, on the screen or behind it",
    async play({ page, server }) {
      await signIn(page, server, "viewer", workList);
      await page.getByRole("row", { name: /DEMO-04/ }).dblclick();
      await page.getByText("Customs refused 2 values").waitFor();
      assert.equal(await page.getByRole("button", { name: /submit/i }).count(), 0);
      const id = new URL(page.url()).pathname.split("/").at(-1);
      const status = await page.evaluate(async (declaration) => {
        const session = await (await fetch("/v1/session")).json();
        const answer = await fetch(`/v1/declarations/${declaration}/submit`, {
          method: "POST",
          headers: { "CAS-CSRF-Token": session.csrfToken, "CAS-Tenant": session.tenants[0].id },
        });
        return answer.status;
      }, id);
      assert.equal(status, 403);
    },
  },
  {
    name: "a shipment is copied, and what would come of it is shown before it is kept",
    async play({ page, server }) {
      await signIn(page, server, "declarant", "/demo/shipments/DEMO-18");
      await page.getByRole("heading", { name: "DEMO-18" }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.getByRole("link", { name: /Copy to a new one/ }).click();
      const text = page.getByRole("textbox", { name: "Shipments" });
      await page.waitForFunction(() =>
        document.querySelector("textarea")?.value.includes("direction"),
      );
      const copied = JSON.parse(await text.inputValue());
      await text.fill(JSON.stringify({ ...copied, externalReference: "STORY-1" }));
      await page.getByRole("button", { name: /what would come of it/ }).click();
      await page.getByRole("heading", { name: "STORY-1" }).waitFor();
      await page.getByRole("button", { name: /^Take all/ }).click();
      await page.waitForURL(/\/demo\/shipments$/);
      await page.getByRole("row", { name: /STORY-1/ }).waitFor();
    },
  },
  {
    name: "trouble says what it did not do, and the dashboard opens lists, in German and dark",
    view: { locale: "de-DE", theme: "dark" },
    async play({ page, server }) {
      await page.goto(`${server.address}/sign-in?to=/demo/trouble`);
      await page.locator("input[name=name]").fill("configurator");
      await page.locator("input[name=password]").fill(server.people.configurator);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Störungen" }).waitFor();
      await page.getByRole("option").first().waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("g");
      await page.keyboard.press("d");
      await page.getByRole("heading", { name: "Übersicht" }).waitFor();
      await page.getByText("Anmeldungen je Tag").waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.getByRole("link", { name: /V0604/ }).click();
      await page.waitForURL(/errorCode=V0604/);
    },
  },
  ...tableStories,
  ...flowStories,
];
