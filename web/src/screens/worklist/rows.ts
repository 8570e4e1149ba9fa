import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components, paths } from "../../api/schema";
import type { Search } from "../../app/search";

export type Row = components["schemas"]["DeclarationSummary"];
export type DamagedRow = components["schemas"]["DamagedRow"];
export type Page = components["schemas"]["DeclarationSummaries"];
type Query = NonNullable<paths["/v1/declarations"]["get"]["parameters"]["query"]>;

/** Rows of one request. */
export const pageSize = 60;

/** The tabs, as the parameter `group` names them. */
export const groups = ["open", "problem", "todo", "withCustoms", "done"] as const;
export type Group = (typeof groups)[number];

/** What the address asks for, with what it leaves to us. */
export function searchOf(address: Search): Search {
  const { group = "open", sort = group === "done" ? "-changed" : "next", ...rest } = address;
  return { ...rest, group, sort };
}

/** The rows of a search, page by page. */
export function rowsQuery(tenant: string, search: Search) {
  return infiniteQueryOptions({
    queryKey: ["declarations", tenant, search],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...search, view: "summary", limit: pageSize, cursor: pageParam } as Query;
      const page = await answered(api.GET("/v1/declarations", { params: { query }, signal }));
      return page as Page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** How many there are in each tab, for the same filter. */
export function countsQuery(tenant: string, search: Search) {
  const { group: _group, sort: _sort, ...filter } = search;
  return queryOptions({
    queryKey: ["counts", tenant, filter],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/counts", { params: { query: filter }, signal })),
    placeholderData: (before) => before,
  });
}

/** Whether a row could not be read. */
export function isDamaged(row: Row | DamagedRow): row is DamagedRow {
  return "damaged" in row;
}
