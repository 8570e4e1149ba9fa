import { expect, test } from "vitest";
import { sourceAddress } from "./sources";

const around = { slug: "demo", declarationId: "d-1", shipment: "IT 1", field: "a[#x].b" };
const sourceOf = (origin: Record<string, unknown>) => sourceAddress(origin, around);

test("a value of the shipment leads to what was sent of it", () => {
  expect(sourceOf({ type: "shipment", referenceId: "r-1" })).toBe(
    "/demo/shipments/IT%201?ingestion=r-1&field=a%5B%23x%5D.b",
  );
});

test("records, rows, steps and messages have addresses of their own", () => {
  expect(sourceOf({ type: "masterData", kind: "article", code: "A/1", version: 2 })).toBe(
    "/demo/masterdata/article/A%2F1?version=2",
  );
  expect(sourceOf({ type: "decisionTable", table: "duties", version: 3, row: "r" })).toBe(
    "/demo/tables/duties/3?row=r&declaration=d-1",
  );
  expect(sourceOf({ type: "configuration", flow: "Transit", version: 1, step: "s" })).toBe(
    "/demo/flows/Transit/1?step=s",
  );
  expect(sourceOf({ type: "customs", messageId: "m" })).toBe(
    "/demo/declarations/d-1?zoom=xml&message=m",
  );
});

test("what was generated leads nowhere", () => {
  expect(sourceOf({ type: "generated" })).toBeUndefined();
});
