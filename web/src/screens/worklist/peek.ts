import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";

/** A declaration with what is found in it, as of a version. */
export function detailQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ["declaration", id, version],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}", { params: { path: { id } }, signal })),
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

/** What happened to it until then. */
export function historyQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ["history", id, version],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/declarations/{id}/history", { params: { path: { id } }, signal })),
  });
}
