import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Handle, Position } from "@xyflow/react";
import { Icon } from "../../../parts/Icon";
import { useCanvas } from "./context";
import { shipmentNode } from "./layout";

/** Where all begins: the shipment that an ERP sends. */
export function ShipmentNode() {
  const { flow, name, slug, add, canEdit, chosen, choose } = useCanvas();
  return (
    <div className={chosen === shipmentNode ? "nd on" : "nd"}>
      <button
        type="button"
        className="hd"
        aria-pressed={chosen === shipmentNode}
        onClick={() => choose(shipmentNode)}
      >
        <Icon name="shipment" size={14} className="q" />
        <b>
          <Trans>Shipment</Trans>
        </b>
        <span className="right q s">{flow.direction}</span>
      </button>
      <div className="ct one">
        <Link to="/$tenant/shipments" params={{ tenant: slug }} search={{ customsFlow: name }}>
          <Trans>those of this flow</Trans>
        </Link>
      </div>
      {canEdit && (
        <button type="button" className="after" onClick={() => add({})}>
          <span className="addn">
            <Icon name="add" size={12} />
          </span>
          <span className="q s">
            {flow.steps.length === 0 ? (
              <Trans>the first step</Trans>
            ) : (
              <Trans>another step with the shipment</Trans>
            )}
          </span>
        </button>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
