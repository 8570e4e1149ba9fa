import { expect, it } from "vitest";
import type { Flow, Step } from "../model/flow";
import { linksOf, placesOf, shipmentNode } from "./layout";

const made = { declarationType: "B1", system: "aes", jurisdiction: "DE" };

function after(name: string, step: string): Step {
  return { ...made, name, start: { on: "statusReached", step, statuses: ["Released"] } };
}

function laidOut(steps: readonly Step[]) {
  const flow: Flow = { direction: "OUT", steps };
  const names = [shipmentNode, ...steps.map((step) => step.name)];
  return placesOf(linksOf(flow), new Map(names.map((name) => [name, 100])));
}

it("puts what is started to the right of what starts it, and a node in the middle of its steps", () => {
  const places = laidOut([{ ...made, name: "a" }, after("b", "a"), after("c", "a")]);
  const [shipment, a, b, c] = [shipmentNode, "a", "b", "c"].map((name) => places.get(name));
  expect(shipment?.x).toBeLessThan(a?.x ?? 0);
  expect(a?.x).toBeLessThan(b?.x ?? 0);
  expect(b?.x).toBe(c?.x);
  expect(a?.y).toBe(((b?.y ?? 0) + (c?.y ?? 0)) / 2);
  expect((c?.y ?? 0) - (b?.y ?? 0)).toBeGreaterThan(100);
});

it("places steps that wait for each other too", () => {
  const places = laidOut([{ ...made, name: "a" }, after("b", "c"), after("c", "b")]);
  expect(places.size).toBe(4);
});
