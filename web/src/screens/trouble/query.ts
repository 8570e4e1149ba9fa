import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type Alert = components["schemas"]["Alert"];

/** The tabs: what nobody has dealt with, what is the person's own of these, what is solved. */
export const shown = ["open", "mine", "solved"] as const;
export type Shown = (typeof shown)[number];

/** The alerts of a tab, the newest first. */
export function alertsQuery(tenant: string, tab: Shown) {
  const state = tab === "solved" ? "resolved" : "open";
  return queryOptions({
    queryKey: ["alerts", tenant, state],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/alerts", { params: { query: { state, limit: 100 } }, signal })),
    refetchInterval: 30_000,
  });
}
