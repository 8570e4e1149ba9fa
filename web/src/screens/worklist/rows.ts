import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components, paths } from "../../api/schema";
import type { Search } from "../../app/search";

export type Row = components["schemas"]["DeclarationSummary"];
export type DamagedRow = components["schemas"]["DamagedRow"];
export type Page = components["schemas"]["DeclarationSummaries"];
export type Counts = components["schemas"]["DeclarationCounts"];
type Query = NonNullable<paths["/v1/declarations"]["get"]["parameters"]["query"]>;

/** Rows of one request. */
export const pageSize = 60;

/** The most rows that one request may ask for. */
const largestPage = 500;

/** The tabs, as the parameter `group` names them. */
export const groups = ["open", "problem", "todo", "withCustoms", "done"] as const;
export type Group = (typeof groups)[number];

/** Names in the address that are of this screen and not of the API's filter. */
const ours = ["run", "saved", "peek", "activity"] as const;

/** What the address asks of the API, with what it leaves to us. */
export function searchOf(address: Search): Search {
  const { group = "open", sort = group === "done" ? "-changed" : "next", ...rest } = address;
  const asked: Search = { ...rest, group, sort };
  for (const name of ours) delete asked[name];
  return asked;
}

/** What of a search narrows it down: neither the tab nor the order. */
export function filterOf(search: Search): Search {
  const { group: _group, sort: _sort, ...filter } = search;
  return filter;
}

async function page(search: Search, signal?: AbortSignal): Promise<Page> {
  const query = { view: "summary", ...search } as Query;
  const found = await answered(api.GET("/v1/declarations", { params: { query }, signal }));
  return found as Page;
}

/**
 * The rows of a search, page by page. They are read again only when the person asks for it: a list
 * that reads itself anew moves rows under the hand.
 */
export function rowsQuery(tenant: string, search: Search) {
  return infiniteQueryOptions({
    queryKey: ["declarations", tenant, search],
    queryFn: ({ pageParam, signal }) =>
      page({ ...search, limit: String(pageSize), ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
  });
}

/** How many there are in each tab and of each value, for the same filter. */
export function countsQuery(tenant: string, search: Search) {
  const filter = filterOf(search);
  return queryOptions({
    queryKey: ["counts", tenant, filter],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/counts", { params: { query: filter }, signal })),
    placeholderData: (before) => before,
  });
}

/** How many a tab has; undefined before the server said so. */
export function countOf(counts: Counts | undefined, group: Group): number | undefined {
  if (!counts) return undefined;
  const names = {
    open: ["problem", "toDo", "withCustoms"],
    problem: ["problem"],
    todo: ["toDo"],
    withCustoms: ["withCustoms"],
    done: ["done"],
  }[group];
  return counts.groups
    .filter((it) => names.includes(it.value))
    .reduce((sum, it) => sum + it.count, 0);
}

/** Whether a row could not be read. */
export function isDamaged(row: Row | DamagedRow): row is DamagedRow {
  return "damaged" in row;
}

/** The row of a declaration as it is now; undefined where the search does not find it. */
export async function rowOf(lrn: string, search: Search = {}): Promise<Row | undefined> {
  const found = await page({ ...search, lrn, limit: "1" });
  return found.declarations.find((row): row is Row => !isDamaged(row));
}

/** All rows of a search, up to a number: for what is done with more than is shown. */
export async function allRows(search: Search, most: number): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null | undefined = "";
  do {
    const limit = String(Math.min(largestPage, most - rows.length));
    const next: Page = await page({ ...search, limit, ...(cursor && { cursor }) });
    rows.push(...next.declarations.filter((row): row is Row => !isDamaged(row)));
    cursor = next.nextCursor;
  } while (cursor && rows.length < most);
  return rows;
}
