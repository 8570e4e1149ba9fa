import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../../api/client";
import type { components } from "../../../api/schema";

type Summary = components["schemas"]["DeclarationSummary"];

/** A declaration that a table can be tried with. */
export interface Triable {
  id: string;
  reference: string;
  step: string;
  type: string;
}

/** The newest declarations that a text finds, of one flow where only that asks the table. */
export function declarationsQuery(tenant: string, find: string, flow: string | undefined) {
  return queryOptions({
    queryKey: ["triable", tenant, find, flow],
    queryFn: async ({ signal }): Promise<Triable[]> => {
      const query = {
        view: "summary" as const,
        limit: 20,
        sort: "-changed",
        ...(find && { q: find }),
        ...(flow && { customsFlow: flow }),
      };
      const page = await answered(api.GET("/v1/declarations", { params: { query }, signal }));
      const rows = page.declarations as unknown as Summary[];
      return rows
        .filter((it) => !("damaged" in it))
        .map((it) => ({
          id: it.id,
          reference: it.customsShipmentReference,
          step: it.customsFlowStep ?? "",
          type: it.declarationType,
        }));
    },
    placeholderData: keepPreviousData,
  });
}
