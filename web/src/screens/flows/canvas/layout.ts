import { graphlib, layout } from "@dagrejs/dagre";
import { type Flow, startOf } from "../model/flow";

/** The name of the node from which all begins. It is no name of a step: it has a slash. */
export const shipmentNode = "/shipment";

export const nodeWidth = 244;

/** What is drawn between two nodes. */
export interface Link {
  from: string;
  to: string;
  /** The statuses that start the next; absent where it starts otherwise. */
  statuses?: readonly string[];
  /** Another way in which it starts: `action`, `arrival`, `stock`. */
  event?: string;
}

/** What starts what in a flow. */
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

/** Where each node stands: left to right, by what starts what. */
export function placesOf(
  links: readonly Link[],
  heights: ReadonlyMap<string, number>,
): Map<string, { x: number; y: number }> {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 76, ranksep: 120, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [name, height] of heights) graph.setNode(name, { width: nodeWidth, height });
  for (const { from, to } of links) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    [...heights].map(([name, height]) => {
      const { x = 0, y = 0 } = graph.node(name) as { x?: number; y?: number };
      return [name, { x: x - nodeWidth / 2, y: y - height / 2 }];
    }),
  );
}
