// What stands behind the screens: shipments that a story needs, and what became of them. The page
// that asks must be signed in.

/** Asks the API with the session of a page. */
export function ask(page, method, path, body) {
  return page.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch("/v1/session")).json();
      const answer = await fetch(path, {
        method,
        headers: {
          "CAS-CSRF-Token": session.csrfToken,
          "CAS-Tenant": session.tenants[0].id,
          "Content-Type": "application/json",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : text };
    },
    [method, path, body],
  );
}

/** Sends a copy of one of the demo's transits, under its own reference; a marker says what customs does. */
export async function sendTransit(
  page,
  reference,
  { marker = "", like = "DEMO-01", ...rest } = {},
) {
  const { body } = await ask(page, "GET", `/v1/customsshipments/${like}`);
  const document = structuredClone(body.document);
  document.singleAdministrativeDocument.goodsShipment.ucr = {
    traderReference: `${reference} ${marker}`.trim(),
  };
  const sent = { ...document, ...rest, externalReference: reference };
  const answer = await ask(page, "POST", "/v1/customsshipments", sent);
  if (answer.status >= 300) throw new Error(`${reference}: ${JSON.stringify(answer)}`);
}

/** The declarations of a shipment, once the newest has the status. */
export async function waitForStatus(page, reference, status) {
  let last = [];
  for (let tries = 0; tries < 150; tries++) {
    const path = `/v1/declarations?externalReference=${reference}&limit=20`;
    const { body } = await ask(page, "GET", path);
    last = body.declarations ?? [];
    if (last[0]?.currentStatus === status) return last;
    await page.waitForTimeout(100);
  }
  const seen = last.map((it) => it.currentStatus).join(", ");
  throw new Error(`${reference} is not ${status} but ${seen}`);
}
