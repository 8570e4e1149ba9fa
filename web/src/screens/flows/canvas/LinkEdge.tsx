import { useLingui } from "@lingui/react/macro";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { Icon } from "../../../parts/Icon";
import { StatusMark } from "../../../parts/Status";
import { statuses } from "../../../parts/statuses";
import { useWord } from "../useWord";
import { edgeWords } from "../words";
import { useCanvas } from "./context";
import { type Link, shipmentNode } from "./layout";

/** What starts a step, on the line that leads to it, and where a step can be put between. */
export function LinkEdge(props: EdgeProps) {
  const { t, i18n } = useLingui();
  const word = useWord();
  const { add, canEdit } = useCanvas();
  const { sourceX, sourceY, targetX, targetY, data } = props;
  const link = data as unknown as Link;
  const [path] = getSmoothStepPath({ ...props, borderRadius: 8 });
  const words = link.statuses
    ? link.statuses.map((it) => {
        const label = statuses[it]?.label;
        return label ? i18n._(label) : it;
      })
    : link.event
      ? [word(edgeWords, link.event)]
      : [];
  const from = link.from === shipmentNode ? undefined : link.from;
  const [status] = link.statuses ?? [];
  const x = (sourceX + targetX) / 2;
  const y = targetY === sourceY ? sourceY : (sourceY + targetY) / 2;
  return (
    <>
      <BaseEdge path={path} {...(props.markerEnd && { markerEnd: props.markerEnd })} />
      <EdgeLabelRenderer>
        <div
          className="el nodrag nopan"
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {words.length > 0 && (
            <span className="on" title={words.join(", ")}>
              {status && <StatusMark status={status} />}
              {words.length > 1 ? `${words[0]} +${words.length - 1}` : words[0]}
            </span>
          )}
          {canEdit && (
            <button
              type="button"
              className="addn"
              aria-label={t`Add a step before ${link.to}`}
              title={t`Add a step here`}
              onClick={() => add({ ...(from && { after: from }), before: link.to })}
            >
              <Icon name="add" size={12} />
            </button>
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
