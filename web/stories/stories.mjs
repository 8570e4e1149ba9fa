// What people do, story by story.

import assert from "node:assert/strict";
import { seriousFaults, signIn } from "./browser.mjs";

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
];
