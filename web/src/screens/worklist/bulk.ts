import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { type Search, writeSearch } from "../../app/search";

export type BulkRequest = components["schemas"]["BulkRequest"];
export type BulkPreview = components["schemas"]["BulkPreview"];
export type BulkRun = components["schemas"]["BulkRun"];
export type BulkResult = components["schemas"]["BulkResult"];
export type PreviewRow = components["schemas"]["BulkPreviewRow"];
export type ResultRow = components["schemas"]["BulkRow"];

/** What a run is for: declarations by their ids, or all that a search finds then. */
export type Which = Pick<BulkRequest, "declarations" | "search">;

/** All that a search finds, as the API takes it. */
export function allOf(search: Search): Which {
  const { sort: _sort, ...asked } = search;
  return { search: writeSearch({ view: "summary", ...asked }).slice(1) };
}

/** The most declarations of one run. */
export const mostOfRun = 5000;

/** Says what would come of it, and changes nothing. */
export async function preview(request: BulkRequest): Promise<BulkPreview> {
  const params = { query: { dryRun: true } };
  const answer = await answered(api.POST("/v1/bulk", { params, body: request }));
  return answer as BulkPreview;
}

/** Begins a run; it goes on whatever becomes of this tab. */
export async function begin(request: BulkRequest): Promise<BulkRun> {
  return (await answered(api.POST("/v1/bulk", { body: request }))) as BulkRun;
}

/** Runs of the tenant, the newest first. */
export function runsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["runs", tenant],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/bulk", { params: { query: { limit: 30 } }, signal })),
  });
}

/** Whether a run still asks declarations, or waits for what they do. */
export function isUnderWay(result: BulkResult): boolean {
  return (
    !result.finishedAt ||
    result.results.some((row) => row.state === "pending" || row.state === "requested")
  );
}

/** How far a run is; read again until all is known. */
export function runQuery(tenant: string, id: string) {
  return infiniteQueryOptions({
    queryKey: ["run", tenant, id],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/v1/bulk/{id}", {
          params: { path: { id }, query: { limit: 100, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some(isUnderWay) ? 1000 : false),
  });
}
