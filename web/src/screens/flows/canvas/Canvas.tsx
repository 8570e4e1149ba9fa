import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  type Edge,
  MarkerType,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useMemo } from "react";
import { useKeys } from "../../../keys/Keys";
import { useCanvas } from "./context";
import { LinkEdge } from "./LinkEdge";
import { linksOf, nodeWidth, placesOf, shipmentNode } from "./layout";
import { ShipmentNode } from "./ShipmentNode";
import { StepNode } from "./StepNode";

const nodeTypes = { step: StepNode, shipment: ShipmentNode };
const edgeTypes = { link: LinkEdge };
const arrow = { type: MarkerType.Arrow, color: "var(--line-control)", width: 18, height: 18 };

/** What stands below a node: where a step is added after it. */
const roomBelow = 48;

/** How far it may be enlarged to fill the screen, and how small it may become. */
const zooms = { min: 0.25, fit: 1, max: 1.6 };

/** The flow as a graph, laid out by itself: what starts what, from left to right. */
export default function Canvas({ isOld }: { isOld: boolean }) {
  return (
    <ReactFlowProvider>
      <Graph isOld={isOld} />
    </ReactFlowProvider>
  );
}

function Graph({ isOld }: { isOld: boolean }) {
  const { t } = useLingui();
  const { flow, found, chosen, choose } = useCanvas();
  const { fitView } = useReactFlow();
  const room = useStore((state) => `${state.width}×${state.height}`);
  const heights = useMemo(() => {
    const problems = (name: string) => found.filter((it) => it.steps.includes(name)).length;
    return new Map([
      [shipmentNode, 68],
      ...flow.steps.map(
        (step) => [step.name, 128 + 46 * Math.min(problems(step.name), 2)] as const,
      ),
    ]);
  }, [flow, found]);
  const links = useMemo(() => linksOf(flow), [flow]);
  const places = useMemo(() => placesOf(links, heights), [links, heights]);
  const nodes: Node[] = [...places].map(([id, position]) => ({
    id,
    position,
    type: id === shipmentNode ? "shipment" : "step",
    width: nodeWidth,
    height: heights.get(id) ?? 0,
    measured: { width: nodeWidth, height: (heights.get(id) ?? 0) + roomBelow },
    data: {},
    ariaLabel: id === shipmentNode ? t`Shipment` : id,
    focusable: false,
  }));
  const edges: Edge[] = links.map((link) => ({
    id: `${link.from}>${link.to}`,
    source: link.from,
    target: link.to,
    type: "link",
    data: { ...link },
    markerEnd: arrow,
    focusable: false,
    ...(link.event && { className: "asked" }),
  }));
  const show = () => void fitView({ padding: 0.12, maxZoom: zooms.fit, minZoom: zooms.min });
  const shape = [...places.keys()].join("/");
  // biome-ignore lint/correctness/useExhaustiveDependencies: it fits anew where steps come or go, or its room changes
  useEffect(() => {
    show();
  }, [room, shape]);
  const move = (by: number) => {
    const names = flow.steps.map((step) => step.name);
    const at = chosen === undefined ? -1 : names.indexOf(chosen);
    const next = names[Math.min(Math.max(at + by, 0), names.length - 1)];
    if (next !== undefined) choose(next);
  };
  useKeys([
    { keys: "→", also: ["↓"], place: "flow", words: msg`Next step`, act: () => move(1) },
    { keys: "←", also: ["↑"], place: "flow", words: msg`Step before`, act: () => move(-1) },
    { keys: "0", place: "flow", words: msg`Fit into the window`, act: show },
  ]);
  return (
    <section className={isOld ? "cv old" : "cv"} aria-label={t`The flow as a graph`}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        minZoom={zooms.min}
        maxZoom={zooms.max}
      />
      <div className="zoom">
        <button type="button" className="btn small" onClick={show}>
          <Trans>Fit</Trans> <kbd>0</kbd>
        </button>
      </div>
    </section>
  );
}
