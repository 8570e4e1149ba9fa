import { Link, useParams } from "@tanstack/react-router";
import type { Row } from "./rows";

/** The reference of a row's shipment; it opens the declaration, also in another tab. */
export function ShipmentLink({ row }: { row: Row }) {
  const { tenant } = useParams({ from: "/$tenant" });
  return (
    <Link
      className="open"
      to="/$tenant/declarations/$id"
      params={{ tenant, id: row.id }}
      search={{}}
      tabIndex={-1}
      title={row.customsShipmentReference}
    >
      {row.customsShipmentReference}
    </Link>
  );
}
