import { kindOf, type OriginFields, text } from "./origins";

/** What addresses of sources are made of. */
interface Around {
  slug: string;
  /** The declaration whose value it is, and the shipment it is of. */
  declarationId: string;
  shipment: string;
  /** The field by its address, elements by identity: positions are others in the shipment. */
  field: string;
}

/**
 * The address of the record, the row, the step, the message that gave a value; nothing where it is
 * of none. Whether there is such a screen is known by the router alone.
 */
export function sourceAddress(origin: OriginFields, around: Around): string | undefined {
  const { slug, declarationId, shipment, field } = around;
  const part = (name: string) => encodeURIComponent(text(origin, name));
  const at = (place: string, search: Record<string, string> = {}) => {
    const found = new URLSearchParams(Object.entries(search).filter(([, value]) => value));
    return `/${slug}${place}${found.size > 0 ? `?${found}` : ""}`;
  };
  switch (kindOf(origin)) {
    case "shipment":
    case "inputMapping": {
      const ingestion = text(origin, "referenceId") || "last";
      return at(`/shipments/${encodeURIComponent(shipment)}`, { ingestion, field });
    }
    case "masterData":
      return at(`/masterdata/${part("kind")}/${part("code")}`, {
        version: text(origin, "version"),
      });
    case "decisionTable":
      return at(`/tables/${part("table")}/${part("version")}`, {
        row: text(origin, "row"),
        declaration: declarationId,
      });
    case "configuration":
      return at(`/flows/${part("flow")}/${part("version")}`, { step: text(origin, "step") });
    case "earlierDeclaration": {
      const taken = text(origin, "field");
      const hash = taken.includes(".") ? `#${encodeURIComponent(taken)}` : "";
      return at(`/declarations/${part("declarationId")}`) + hash;
    }
    case "customs":
      return at(`/declarations/${declarationId}`, {
        zoom: "xml",
        message: text(origin, "messageId"),
      });
    case "person":
      return at(`/declarations/${declarationId}`, { pane: "revisions" });
    default:
      return undefined;
  }
}
