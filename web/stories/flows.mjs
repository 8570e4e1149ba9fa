// Who configures: a flow from nothing, tried, published by a second person, and sent through to
// release; and two who edit the same draft.

import assert from "node:assert/strict";
import { seriousFaults, signIn } from "./browser.mjs";

/** Calls the API as whoever is signed in on a page. */
export function call(page, method, path, body) {
  return page.evaluate(
    async ([how, address, content]) => {
      const session = await (await fetch("/v1/session")).json();
      const answer = await fetch(address, {
        method: how,
        headers: {
          "content-type": "application/json",
          "CAS-CSRF-Token": session.csrfToken,
          "CAS-Tenant": session.tenants[0].id,
        },
        ...(content !== undefined && { body: JSON.stringify(content) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : undefined };
    },
    [method, path, body],
  );
}

/** Signs out, and another person in. */
async function changePerson(page, server, person, to) {
  await call(page, "DELETE", "/v1/session");
  await signIn(page, server, person, to);
}

const flow = "StoryFlow";

/** What the flow of the demo says of a step that nobody types by hand in a story. */
async function fixedValues(page) {
  const { body } = await call(page, "GET", "/v1/configuration/flows/ExportTransit/versions/1");
  const [exported, transit] = body.document.steps.map((step) => step.defaults);
  // The access code is not shown; that of the demo's authority is this.
  transit.obligationGuarantees[0].accessCode = "AC01";
  return [exported, transit];
}

export const flowStories = [
  {
    name: "a flow of two steps and a table comes from nothing to a release, by two persons",
    async play({ page, server }) {
      await signIn(page, server, "administrator", "/demo/flows");
      const demand = [
        { kind: "flow", names: [flow], fourEyes: true },
        { kind: "decisionTable", names: ["story sending"], fourEyes: true },
      ];
      const settings = "/v1/configuration/settings/settings";
      const before = await call(page, "GET", settings);
      const inForce = before.body?.versions?.findLast((it) => it.state === "published");
      const kept = inForce
        ? (await call(page, "GET", `${settings}/versions/${inForce.version}`)).body.document
        : {};
      await call(page, "PUT", `${settings}/draft`, { ...kept, changeControl: demand });
      assert.equal((await call(page, "POST", `${settings}/draft/publish`)).status, 200);

      // A table that says what is sent by itself: begun by one, published by another.
      await changePerson(page, server, "configurator", "/demo/flows");
      const path = "/v1/configuration/decisiontables/story%20sending/draft";
      const table = {
        name: "story sending",
        inputs: [{ name: "goodsShipment.destination", type: "code" }],
        outputs: [{ name: "submit", type: "boolean" }],
        rows: [{ id: "all", conditions: ["-"], outputs: ["true"] }],
      };
      assert.equal((await call(page, "PUT", path, { table })).status, 200);
      await page.goto(`${server.address}/demo/tables/story%20sending/review`);
      await page.getByLabel("Why").fill("What the story sends by itself.");
      await page.getByRole("button", { name: /Ask for review/ }).click();
      await page.getByText("waits for a second person").first().waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await changePerson(page, server, "administrator", "/demo/tables/story%20sending/review");
      await page.getByRole("button", { name: /Publish version/ }).click();
      await page.getByText(/There is no draft/).waitFor();

      // The flow: two steps in the graph, their fixed values in the text.
      await changePerson(page, server, "configurator", "/demo/flows");
      await page.getByRole("row", { name: /ExportTransit/ }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("c");
      await page.getByLabel("Name", { exact: true }).fill(flow);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "the first step" }).click();
      const pane = page.getByRole("complementary", { name: /^Step / });
      await fillStep(pane, { name: "export", type: "B1", system: "aes" });
      for (const name of ["export offices", "export goods", "documents", "kinds of packages"]) {
        await pane.getByLabel("Add a table to “Tables, in this order”").selectOption(name);
      }
      await page.getByRole("button", { name: "another step after export" }).click();
      await fillStep(pane, { name: "transit", type: "transit", system: "ncts" });
      for (const name of ["transit offices", "documents", "kinds of packages"]) {
        await pane.getByLabel("Add a table to “Tables, in this order”").selectOption(name);
      }
      await pane.getByRole("button", { name: "Take over the MRN of export" }).click();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Both" }).click();
      const text = page.getByLabel("The flow as text");
      await text.waitFor();
      const defaults = await fixedValues(page);
      const typed = await page.evaluate(() => {
        const names = Object.keys(localStorage).filter((it) => it.endsWith(".StoryFlow"));
        return JSON.parse(JSON.parse(localStorage.getItem(names[0])).text).text;
      });
      const written = JSON.parse(typed);
      written.steps.forEach((step, at) => {
        step.defaults = defaults[at];
      });
      await text.click();
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(JSON.stringify(written, null, 2));
      await page.getByRole("button", { name: /nothing is wrong/ }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.keyboard.press("Control+s");
      await page.getByRole("button", { name: /Save the draft/, disabled: true }).waitFor();

      // Tried on a past shipment: nothing is kept.
      await page.getByRole("button", { name: "Graph" }).click();
      await page.getByRole("tab", { name: /Try the draft/ }).click();
      await page.getByRole("button", { name: "Choose" }).click();
      await page.getByLabel("References, or a shipment").fill("DEMO-18");
      await page.getByRole("button", { name: "Take these" }).click();
      await page.getByRole("button", { name: /^Run/ }).click();
      await page
        .getByRole("row", { name: /DEMO-18.*transit/ })
        .first()
        .waitFor();
      assert.deepEqual(await seriousFaults(page), []);

      // Who edited it cannot publish it; another can.
      await page.getByRole("button", { name: "Review" }).click();
      await page.getByLabel("Why").fill("Exports of the story go on by transit.");
      await page.keyboard.press("Control+Enter");
      await page.getByText("waits for a second person").first().waitFor();
      assert.equal(await page.getByRole("button", { name: /Publish/ }).count(), 0);
      const review = `/demo/flows/${flow}/review`;
      await changePerson(page, server, "administrator", review);
      await page.getByText("Exports of the story go on by transit.").first().waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await page.getByRole("button", { name: /Publish version/ }).click();
      await page.waitForURL(/\/flows\/StoryFlow\/\d+/);

      // A shipment goes through it to release.
      await page.goto(`${server.address}/demo/shipments/new?copy=DEMO-18`);
      const shipment = page.getByRole("textbox", { name: "Shipments" });
      await page.waitForFunction(() =>
        document.querySelector("textarea")?.value.includes("direction"),
      );
      const copied = JSON.parse(await shipment.inputValue());
      const own = { externalReference: "STORY-FLOW-1", customsFlow: flow };
      await shipment.fill(JSON.stringify({ ...copied, ...own }));
      await page.getByRole("button", { name: /what would come of it/ }).click();
      await page.getByRole("heading", { name: "STORY-FLOW-1" }).waitFor();
      await page.getByRole("button", { name: /^Take all/ }).click();
      await page.waitForURL(/\/demo\/shipments$/);
      const released = async () => {
        const standing = await call(page, "GET", "/v1/customsshipments/STORY-FLOW-1");
        const made = standing.body?.declarations ?? [];
        return made.length === 2 && made.every((it) => it.currentStatus === "Released");
      };
      for (let turn = 0; !(await released()); turn += 1) {
        assert.ok(turn < 60, "not released within a minute");
        await page.waitForTimeout(1000);
      }
      await page.goto(`${server.address}/demo/shipments/STORY-FLOW-1`);
      await page.getByText("Released").first().waitFor();
    },
  },
  {
    name: "two who edit the same draft lose nothing, and a broken text keeps the graph",
    async play({ page, server }) {
      await signIn(page, server, "configurator", "/demo/flows/Transit/draft");
      await page.locator("[data-step]").first().click();
      const pane = page.getByRole("complementary", { name: /^Step / });
      await pane.getByLabel("Plants").fill("MUC1");
      await page.keyboard.press("Control+s");
      await page.getByRole("button", { name: /Save the draft/, disabled: true }).waitFor();
      const path = "/v1/configuration/flows/Transit";
      const { body } = await call(page, "GET", `${path}/versions/draft`);
      const [first] = body.document.steps;
      first.jurisdiction = "FR";
      assert.equal((await call(page, "PUT", `${path}/draft`, body.document)).status, 200);
      await pane.getByLabel("Plants").fill("MUC1, HAM1");
      await page.keyboard.press("Control+s");
      const dialog = page.getByRole("dialog");
      await dialog.getByText(/Nothing of yours is lost/).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await dialog.getByRole("button", { name: /Save this/ }).click();
      await dialog.waitFor({ state: "detached" });
      const saved = await call(page, "GET", `${path}/versions/draft`);
      assert.equal(saved.body.document.steps[0].jurisdiction, "FR");
      assert.deepEqual(saved.body.document.steps[0].organisation.plants, ["MUC1", "HAM1"]);
      await page.getByRole("button", { name: "Both" }).click();
      await page.getByLabel("The flow as text").click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.insertText("!");
      await page.getByRole("button", { name: /1 error/ }).waitFor();
      assert.ok((await page.locator("[data-step]").count()) > 0);
      await page.keyboard.press("Backspace");
      await page.getByRole("button", { name: /nothing is wrong|warning/ }).waitFor();
    },
  },
];

/** Types what a step makes. */
async function fillStep(pane, { name, type, system }) {
  await pane.getByLabel("Name").fill(name);
  await pane.getByLabel("Name").press("Enter");
  await pane
    .page()
    .getByRole("complementary", { name: `Step ${name}` })
    .waitFor();
  await pane.getByLabel("Type").selectOption(type);
  await pane.getByLabel("System").selectOption(system);
  await pane.getByLabel("Valid ones").selectOption("table story sending");
}
