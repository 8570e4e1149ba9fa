// What is set up once and changed with care: master data, clients, people.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { seriousFaults, signIn } from "./browser.mjs";
import { sendTransit, waitForStatus } from "./shipments.mjs";

/** A token for a client by a secret; the HTTP status alone where it is refused. */
async function tokenStatus(server, client, secret) {
  const answer = await fetch(`${server.address}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client,
      client_secret: secret,
    }),
  });
  return answer.status;
}

/** A receiver of events, which refuses until it is told to take them. */
async function startReceiver() {
  const receiver = { takes: false, taken: 0, address: "", stop: () => server.close() };
  const server = createServer((request, response) => {
    request.resume();
    if (receiver.takes) receiver.taken += 1;
    response.writeHead(receiver.takes ? 204 : 503).end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  receiver.address = `http://127.0.0.1:${server.address().port}/events`;
  return receiver;
}

export const workshop = [
  {
    name: "a table of articles with two bad rows is checked, and the good rows are taken",
    async play({ page, server }) {
      await signIn(page, server, "declarant", "/demo/masterdata");
      await page.getByRole("row", { name: /BIKE/ }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("i");
      const table = [
        "code,classifications[CN].code,nmassPerUnit,originCountry",
        "STORY-1,87116010,21.5,DE",
        "STORY-2,87116010,heavy,DE",
        "STORY-3,65061080,0.3,IT",
        "STORY-4,65061080,0.3.1,IT",
      ].join("\n");
      const file = { name: "articles.csv", mimeType: "text/csv", buffer: Buffer.from(table) };
      await page.getByLabel("File to import").setInputFiles(file);
      const refused = page.getByRole("table");
      await refused.getByText(/heavy/).waitFor();
      await refused.getByText(/0\.3\.1/).waitFor();
      assert.equal(await page.getByRole("row", { name: /STORY-1/ }).count(), 0);
      await page.getByRole("button", { name: "Take the 2 that are right" }).click();
      await page.getByText("Taken from articles.csv.").waitFor();
      await page.getByRole("row", { name: /STORY-1/ }).waitFor();
      await page.getByRole("row", { name: /STORY-3/ }).waitFor();
      assert.equal(await page.getByRole("row", { name: /STORY-2/ }).count(), 0);
    },
  },
  {
    name: "an article is changed by keys, and its versions show what changed",
    async play({ page, server }) {
      await signIn(page, server, "declarant", "/demo/masterdata/article/PUMP");
      await page.getByLabel("Net mass of a unit, kg").fill("0.21");
      await page.getByText(/It would be version \d+\. Nothing is done yet\./).waitFor();
      await page.keyboard.press("Control+s");
      await page.getByText("1 field changed").waitFor();
      assert.equal(await page.getByLabel("Net mass of a unit, kg").inputValue(), "0.21");
      assert.deepEqual(await seriousFaults(page), []);
    },
  },
  {
    name: "a viewer sees master data, and may change none",
    async play({ page, server }) {
      await signIn(page, server, "viewer", "/demo/masterdata/article/BIKE");
      const mass = page.getByLabel("Net mass of a unit, kg");
      await mass.waitFor();
      assert.equal(await mass.isDisabled(), true);
      assert.equal(await page.getByRole("button", { name: /import|end|new/i }).count(), 0);
      assert.equal(await page.getByRole("link", { name: "Connections" }).count(), 0);
    },
  },
  {
    name: "the secret of a client is changed while it works",
    async play({ page, server }) {
      await signIn(page, server, "administrator", "/demo/clients");
      await page.getByRole("row", { name: /demo-erp/ }).waitFor();
      await page.keyboard.press("c");
      await page.getByLabel("Name", { exact: true }).fill("STORY-ERP");
      await page.getByRole("button", { name: "Make the client" }).click();
      const shown = page.getByRole("status").locator("code");
      const former = await shown.textContent();
      const client = await page.locator(".record .title").textContent();
      await page.getByRole("button", { name: "I have it" }).click();
      assert.equal(await tokenStatus(server, client, former), 200);
      await page.getByRole("row", { name: new RegExp(client) }).click();
      await page.getByLabel("The old one stays good for").selectOption({ label: "an hour" });
      await page.getByRole("button", { name: "Make a new secret" }).click();
      const fresh = await shown.textContent();
      assert.notEqual(fresh, former);
      assert.equal(await tokenStatus(server, client, former), 200);
      assert.equal(await tokenStatus(server, client, fresh), 200);
      assert.deepEqual(await seriousFaults(page), []);
      await page.getByLabel("The old one stays good for").selectOption({ label: "not at all" });
      await page.getByRole("button", { name: "Make a new secret" }).click();
      await shown.filter({ hasNotText: fresh }).waitFor();
      assert.equal(await tokenStatus(server, client, former), 401);
    },
  },
  {
    name: "a member is invited by a link, and the audit tells of it",
    async play({ page, server }) {
      await signIn(page, server, "administrator", "/demo/users?add=1");
      await page.getByLabel("Signs in as").fill("story.member");
      await page.getByLabel("Name as others see it").fill("Story Member");
      await page.getByRole("button", { name: "Make a member" }).click();
      await page.getByRole("button", { name: "Make a link to choose a password" }).click();
      await page.getByText(/password#/).waitFor();
      await page.getByRole("link", { name: "What was done about this person" }).click();
      await page.getByRole("row", { name: /Link made/ }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
    },
  },
  {
    name: "a connection is tested, and saving shows first what would change",
    async play({ page, server }) {
      await signIn(page, server, "administrator", "/demo/connections?system=ncts");
      await page.getByRole("button", { name: /^Test/ }).click();
      await page.getByText(/It works, within \d+ ms\./).waitFor();
      const wait = page.getByLabel("Seconds to wait for an answer");
      const seconds = String(Number(await wait.inputValue()) + 1);
      await wait.fill(seconds);
      await page.locator(".tobe .ins").getByText(seconds).waitFor();
      await page.keyboard.press("Control+s");
      await page.locator(".tobe").waitFor({ state: "detached" });
      assert.equal(await wait.inputValue(), seconds);
      await page.getByText("Secret of customs", { exact: true }).waitFor();
      assert.equal(await page.getByLabel("Our secret").inputValue(), "");
      assert.deepEqual(await seriousFaults(page), []);
    },
  },
  {
    name: "help explains a rule, a refusal, a status and a field, by keys",
    async play({ page, server }) {
      await signIn(page, server, "declarant", "/demo/help/rules/V0605");
      await page.getByText("Every item has a commodity code").waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("/");
      await page.keyboard.type("plan-changed");
      await page.keyboard.press("Enter");
      await page.getByText("What happened.").waitFor();
      await page.getByRole("link", { name: "Statuses" }).click();
      await page.keyboard.press("j");
      await page.getByText("Declarations in this status").waitFor();
      await page.getByRole("link", { name: "Fields" }).click();
      await page.getByText("In the API").waitFor();
    },
  },
  {
    name: "a webhook that failed is posted again once its receiver is back",
    async play({ page, server }) {
      const receiver = await startReceiver();
      try {
        await signIn(page, server, "administrator", "/demo/subscriptions?add=1");
        await page.getByLabel("Posts to").fill(receiver.address);
        await page.getByRole("button", { name: "Make the subscription" }).click();
        await page.getByText(/whsec_/).waitFor();
        await page.getByRole("button", { name: "I have it" }).click();
        await page.getByRole("row", { name: new RegExp(receiver.address) }).click();
        await page.getByRole("button", { name: /Post a test event/ }).click();
        await page.getByText(/It was not taken/).waitFor();
        // Something happens that the receiver is to be told of.
        await sendTransit(page, "WEBHOOK-1");
        await waitForStatus(page, "WEBHOOK-1", "Released");
        await page.getByRole("button", { name: "Not delivered" }).click();
        await page
          .getByText(/Again at/)
          .first()
          .waitFor();
        assert.deepEqual(await seriousFaults(page), []);
        receiver.takes = true;
        await page.getByRole("button", { name: "Post all that failed again" }).click();
        await page.getByText(/posted again\./).waitFor();
        await page.getByRole("button", { name: "All", exact: true }).click();
        await page.getByText("Delivered", { exact: true }).first().waitFor();
        assert.ok(receiver.taken > 0);
        await page.getByRole("button", { name: /Post a test event/ }).click();
        await page.getByText(/The test event was taken/).waitFor();
        await page.getByRole("button", { name: "End the subscription" }).click();
        await page.getByRole("button", { name: "End the subscription" }).click();
      } finally {
        receiver.stop();
      }
    },
  },
];
