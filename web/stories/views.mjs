// Every screen with something on it, for pictures, for the fit of texts and for axe.

import { ask, sendTransit, waitForStatus } from "./shipments.mjs";

const list = "/demo/declarations";

/** The id of the newest declaration of a shipment. */
async function idOf(page, reference) {
  const path = `/v1/declarations?externalReference=${reference}&limit=1`;
  const { body } = await ask(page, "GET", path);
  return body.declarations[0].id;
}

/** What the screens need: an accepted transit that can be corrected, others to submit. Made once. */
export async function prepare(page) {
  const { body } = await ask(page, "GET", "/v1/declarations?externalReference=DEMO-50&limit=1");
  if (body.declarations.length === 0) {
    await sendTransit(page, "DEMO-50", { marker: "#hold" });
    for (const reference of ["DEMO-51", "DEMO-52", "DEMO-53"]) {
      await sendTransit(page, reference, { customsFlow: "TransitOnRequest" });
    }
  }
  for (const reference of ["DEMO-51", "DEMO-52", "DEMO-53"]) {
    await waitForStatus(page, reference, "Validated");
  }
  const [{ id }] = await waitForStatus(page, "DEMO-50", "Accepted");
  const [refused, incomplete] = [await idOf(page, "DEMO-04"), await idOf(page, "DEMO-16")];
  return { accepted: id, refused, incomplete };
}

/** The screens: name, address, what must be there, what is pressed, and what the picture shows. */
export const views = [
  {
    name: "work-list",
    path: () => list,
    ready: "[role=row][aria-selected=true]",
    shows: "The work list: who moves next, what and why, until when.",
  },
  {
    name: "work-list-plan",
    path: () => list,
    ready: "[role=row][aria-selected=true]",
    keys: ["j", "j", "j", "x", "Shift+J", "Shift+J", "Shift+J", "s"],
    after: "[role=dialog] table",
    shows: "Four declarations are to be submitted; which would refuse and why is said before.",
  },
  {
    name: "declaration",
    path: ({ refused }) => `${list}/${refused}`,
    ready: ".items[role=grid]",
    shows: "A declaration that customs refused: the refused values first, its form, its history.",
  },
  {
    name: "origin",
    path: ({ refused }) => `${list}/${refused}`,
    ready: ".items[role=grid]",
    keys: ["F8", "F8", "Alt+O"],
    after: ".orig",
    shows: "Where a value comes from: what was asked, what won, what was sent.",
  },
  {
    name: "findings",
    path: ({ incomplete }) => `${list}/${incomplete}`,
    ready: ".items[role=grid]",
    shows: "A declaration with findings: each names its field, and leads there.",
  },
  {
    name: "correction",
    path: ({ accepted }) => `${list}/${accepted}/correct?way=update`,
    ready: ".ways",
    keys: ["/", ..."M-VE", "Enter"],
    type: "M-VE 2028",
    after: ".would .grid",
    shows: "A correction: the ways that are open, what changes, and what it would do.",
  },
  {
    name: "shipments",
    path: () => "/demo/shipments",
    ready: "[role=row]",
    shows: "Shipments with where they stand.",
  },
  {
    name: "shipment",
    path: () => "/demo/shipments/DEMO-18",
    ready: "h1, h2",
    shows: "A shipment: its flow as steps with the declarations of each, and what was sent.",
  },
  {
    name: "new-shipment",
    path: () => "/demo/shipments/new",
    ready: "textarea",
    shows: "A new shipment, pasted or dropped; what would come of it is shown before it is kept.",
  },
  {
    name: "trouble",
    path: () => "/demo/trouble",
    ready: "[role=option]",
    shows: "Trouble: what the system cannot solve by itself, what it did not do, what to do.",
  },
  {
    name: "dashboard",
    path: () => "/demo/dashboard",
    ready: "svg a, table",
    shows: "The dashboard: every figure and bar opens its declarations.",
  },
  {
    name: "master-data",
    path: () => "/demo/masterdata/article/BIKE",
    ready: ".record .pairs",
    shows: "Master data: an article with its classification by territory, and its versions.",
  },
  {
    name: "import",
    path: () => "/demo/masterdata/article?import=1",
    ready: ".dropzone",
    shows: "A table is checked row by row before anything of it is taken.",
  },
  {
    name: "help",
    path: () => "/demo/help/rules/V0605",
    ready: ".markdown p",
    shows: "Help: every rule, refusal, status, action and field has its page.",
  },
  {
    name: "account",
    path: () => "/demo/account",
    ready: "h1, h2",
    shows: "One's own account: password, second factor, keys.",
  },
];

/** Opens a screen and waits until it shows what it is for. */
export async function openView(page, server, view, ids) {
  await page.goto(server.address + view.path(ids));
  await page.locator(view.ready).first().waitFor();
  await page.waitForTimeout(600);
  for (const key of view.keys ?? []) {
    await page.keyboard.press(key === " " ? "Space" : key);
    if (key.length > 1) await page.waitForTimeout(500);
  }
  if (view.type) {
    await page.keyboard.press("Control+a");
    await page.keyboard.type(view.type);
  }
  if (view.after) await page.locator(view.after).first().waitFor();
  await page.waitForTimeout(200);
}
