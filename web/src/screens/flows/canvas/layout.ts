import { type Flow, startOf } from "../model/flow";

/** The name of the node from which all begins. It is no name of a step: it has a slash. */
export const shipmentNode = "/shipment";

export const nodeWidth = 244;

/** Between two columns, where it is said what starts the next step. */
const gapAcross = 120;

/** Between two nodes of a column, where a step is added after the upper one. */
const gapDown = 76;

/** What is drawn between two nodes. */
export interface Link {
  from: string;
  to: string;
  /** The statuses that start the next; absent where it starts otherwise. */
  statuses?: readonly string[];
  /** Another way in which it starts: `action`, `arrival`, `stock`. */
  event?: string;
}

/** What starts what in a flow: one thing starts each step. */
export function linksOf(flow: Flow): Link[] {
  const names = new Set(flow.steps.map((step) => step.name));
  return flow.steps.map((step) => {
    const start = startOf(step);
    if (start.on === "statusReached") {
      const isKnown = names.has(start.step) && start.step !== step.name;
      const from = isKnown ? start.step : shipmentNode;
      return { from, to: step.name, statuses: start.statuses ?? [] };
    }
    const event = start.on === "shipmentCreated" ? undefined : start.on;
    return { from: shipmentNode, to: step.name, ...(event && { event }) };
  });
}

export interface Place {
  x: number;
  y: number;
}

/**
 * Where each node stands. Since one thing starts each step, a flow is a tree: columns are drawn from
 * left to right, and a node stands in the middle of what it starts. Steps that wait for each other,
 * which the server refuses, stand below.
 */
export function placesOf(
  links: readonly Link[],
  heights: ReadonlyMap<string, number>,
): Map<string, Place> {
  const places = new Map<string, Place>();
  const seen = new Set<string>();
  let bottom = 0;
  /** Places a node and what follows it; the height of its middle. */
  const place = (name: string, column: number): number => {
    seen.add(name);
    const height = heights.get(name) ?? 0;
    const begin = bottom;
    const following = links.filter((it) => it.from === name && !seen.has(it.to));
    const middles = following.map((it) => place(it.to, column + 1));
    const [first = begin + height / 2] = middles;
    const middle = (first + (middles.at(-1) ?? first)) / 2;
    bottom = Math.max(bottom, middle + height / 2 + gapDown);
    places.set(name, { x: column * (nodeWidth + gapAcross), y: middle - height / 2 });
    return middle;
  };
  place(shipmentNode, 0);
  for (const name of heights.keys()) if (!seen.has(name)) place(name, 1);
  return places;
}
