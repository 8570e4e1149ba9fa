// What people do in lists and at the door: many at once, eight tabs, through an identity provider.

import assert from "node:assert/strict";
import { seriousFaults, signIn } from "./browser.mjs";
import { startServerWithProvider } from "./provider.mjs";
import { ask, sendTransit, waitForStatus } from "./shipments.mjs";

const workList = "/demo/declarations";

export const people = [
  {
    name: "ten are submitted at once, of which two refuse; which and why is shown before",
    async play({ page, server }) {
      await signIn(page, server, "declarant", workList);
      const flow = { customsFlow: "TransitOnRequest" };
      for (let number = 0; number < 10; number++) {
        const like = number < 2 ? "DEMO-16" : "DEMO-01";
        await sendTransit(page, `STORY-BULK-${number}`, { ...flow, like });
      }
      for (let number = 0; number < 10; number++) {
        await waitForStatus(page, `STORY-BULK-${number}`, number < 2 ? "Invalid" : "Validated");
      }
      await page.goto(`${server.address}${workList}?q=STORY-BULK`);
      await page.getByRole("row", { name: /STORY-BULK-9/ }).waitFor();
      await page.getByRole("row", { name: /STORY-BULK-0/ }).waitFor();
      await page.keyboard.press("Home");
      await page.keyboard.press("x");
      for (let number = 1; number < 10; number++) await page.keyboard.press("Shift+J");
      await page.getByText("10 marked").waitFor();
      await page.keyboard.press("s");
      const plan = page.getByRole("dialog");
      await plan.getByText("2 would refuse").waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("Control+Enter");
      await plan.getByText("8 are done").waitFor();
      await page.keyboard.press("Escape");
      await plan.waitFor({ state: "detached" });
      for (let number = 2; number < 10; number++) {
        await waitForStatus(page, `STORY-BULK-${number}`, "Released");
      }
      await waitForStatus(page, "STORY-BULK-0", "Invalid");
    },
  },
  {
    name: "eight tabs share one stream, and the next goes on when its reader closes",
    async play({ page, server }) {
      const context = page.context();
      const open = new Set();
      const ended = (request) => open.delete(request);
      context.on("request", (request) => {
        if (request.url().includes("/events/stream")) open.add(request);
      });
      context.on("requestfailed", ended);
      context.on("requestfinished", ended);
      await signIn(page, server, "declarant", workList);
      await page.getByText("live", { exact: false }).first().waitFor();
      const tabs = [page];
      while (tabs.length < 8) {
        const tab = await context.newPage();
        await tab.goto(`${server.address}${workList}`);
        await tab.getByRole("row", { name: /DEMO-04/ }).waitFor();
        tabs.push(tab);
      }
      const streams = () => [...open].filter((it) => !it.frame().page().isClosed()).length;
      assert.equal(streams(), 1);
      const next = tabs.at(-1);
      await page.close();
      for (let tries = 0; tries < 100 && streams() !== 1; tries++) await next.waitForTimeout(100);
      await next.waitForTimeout(500);
      assert.equal(streams(), 1);
      await sendTransit(next, "STORY-TABS", { marker: "#hold" });
      const [{ id }] = await waitForStatus(next, "STORY-TABS", "Accepted");
      assert.ok(id);
      // The other tabs hear of it by the one that reads.
      await tabs[3]
        .getByText(/STORY-TABS|\d+ (new|changed|would)/)
        .first()
        .waitFor();
    },
  },
  {
    name: "one signs in through the identity provider of one's organisation",
    needsProvider: true,
    async play({ page, binary }) {
      const server = await startServerWithProvider(binary);
      // The provider's own page asks other hosts for its letters.
      await page.route(
        (url) => url.hostname !== "127.0.0.1",
        (route) => route.fulfill({ body: "" }),
      );
      try {
        await page.goto(`${server.address}/sign-in`);
        await page.getByRole("link", { name: "Sign in through your organisation" }).click();
        await page.locator("input[name=login]").fill("anna");
        await page.locator("input[name=password]").fill("whatever");
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: "Continue" }).click();
        await page.waitForURL(/\/default\/declarations/);
        await page.getByRole("grid", { name: "Declarations" }).waitFor();
        const { body } = await ask(page, "GET", "/v1/session");
        assert.equal(body.displayName, "Anna Keller");
      } finally {
        server.stop();
      }
    },
  },
  {
    name: "whoever may only read finds no act in any status, and is refused behind the screen",
    async play({ page, server }) {
      await signIn(page, server, "viewer", workList);
      for (const reference of ["DEMO-04", "DEMO-16", "DEMO-01"]) {
        const path = `/v1/declarations?externalReference=${reference}&limit=1`;
        const { body } = await ask(page, "GET", path);
        const { id } = body.declarations[0];
        await page.goto(`${server.address}${workList}/${id}`);
        await page.getByText("You may read it").waitFor();
        assert.equal(
          await page.locator("form input:not([readonly]):not([type=checkbox])").count(),
          0,
        );
        await page.keyboard.press("Control+Enter");
        for (const [method, rest, sent] of [
          ["PATCH", "", { plant: "HAM1" }],
          ["POST", "/submit", {}],
          ["POST", "/invalidate", { reason: "a try" }],
          ["POST", "/validate", {}],
        ]) {
          const answer = await ask(page, method, `/v1/declarations/${id}${rest}`, sent);
          assert.equal(answer.status, 403, `${method} ${rest}`);
        }
      }
      const sent = await ask(page, "POST", "/v1/customsshipments", { externalReference: "NO" });
      assert.equal(sent.status, 403);
      await page.goto(`${server.address}/demo/shipments/new`);
      assert.equal(await page.getByRole("button", { name: /Take all/ }).count(), 0);
    },
  },
];
