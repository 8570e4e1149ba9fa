import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { isDamaged, type Page, type Row } from "../worklist/rows";
import type { Shipment } from "./shipments";

/** Declarations of a shipment whose rows are read. */
const most = 100;

/** The declarations of a shipment as lists have them, who moves next first. */
export function rowsQuery(tenant: string, { externalReference, direction, version }: Shipment) {
  return queryOptions({
    queryKey: ["shipment", tenant, externalReference, "rows", direction, version],
    queryFn: async ({ signal }) => {
      const query = {
        view: "summary" as const,
        externalReference,
        direction,
        sort: "next",
        limit: most,
      };
      const page = await answered(api.GET("/v1/declarations", { params: { query }, signal }));
      return (page as Page).declarations.filter((row): row is Row => !isDamaged(row));
    },
    refetchInterval: 20_000,
  });
}

/** What a shipment waits for, all in all. */
export interface Standing {
  /** The group that moves next: as rows name it, or `done`. */
  group: string;
  /** How many steps of the flow are in it, and how many there are. */
  steps: number;
  all: number;
  /** The declaration that moves next; absent where nothing is open. */
  next: Row | undefined;
}

/** Where a shipment stands: by the declaration of this run that moves next. */
export function standingOf(shipment: Shipment, rows: readonly Row[]): Standing {
  const own = new Set(shipment.steps.flatMap((step) => step.declarations));
  const current = rows.filter((row) => own.has(row.id));
  const next = current.find((row) => row.statusGroup !== "done");
  const group = next?.statusGroup ?? "done";
  const inGroup = new Set(current.filter((row) => row.statusGroup === group).map((row) => row.id));
  const steps = shipment.steps.filter((step) => step.declarations.some((id) => inGroup.has(id)));
  return { group, steps: steps.length, all: shipment.steps.length, next };
}
