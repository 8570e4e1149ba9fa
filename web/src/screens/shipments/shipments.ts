import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components, paths } from "../../api/schema";
import type { Search } from "../../app/search";

export type ShipmentRow = components["schemas"]["ShipmentSummary"];
export type Shipment = components["schemas"]["CustomsShipmentStanding"];
export type Step = components["schemas"]["ShipmentStep"];
export type OwnDeclaration = components["schemas"]["ShipmentDeclaration"];
export type Ingestion = components["schemas"]["Ingestion"];
type Query = NonNullable<paths["/v1/customsshipments"]["get"]["parameters"]["query"]>;

/** The shipments of a search, page by page. */
export function shipmentsQuery(tenant: string, search: Search) {
  return infiniteQueryOptions({
    queryKey: ["shipments", tenant, search],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...search, limit: 60, cursor: pageParam } as Query;
      return answered(api.GET("/v1/customsshipments", { params: { query }, signal }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** A shipment with its steps, declarations and what was sent of it. */
export function shipmentQuery(tenant: string, reference: string) {
  return queryOptions({
    queryKey: ["shipment", tenant, reference],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/customsshipments/{reference}", { params: { path: { reference } }, signal }),
      ),
  });
}

/** What a message said as it was sent, and what was kept of it. */
export function payloadQuery(tenant: string, referenceId: string) {
  return queryOptions({
    queryKey: ["payload", tenant, referenceId],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/ingestions/{referenceId}/payload", {
          params: { path: { referenceId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: referenceId !== "",
  });
}
