import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type Note = components["schemas"]["Note"];

/** What notes and files are at. */
export type At =
  | { kind: "declaration"; tenant: string; id: string }
  | { kind: "shipment"; tenant: string; reference: string; direction: string };

/** What is kept of it is named by this, below the name of the thing itself. */
function nameOf(at: At, what: string) {
  const id = at.kind === "declaration" ? at.id : at.reference;
  return [at.kind, at.tenant, id, what] as const;
}

/** The notes at something, the oldest first, page by page. */
export function notesQuery(at: At) {
  return infiniteQueryOptions({
    queryKey: nameOf(at, "notes"),
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam ? { cursor: pageParam } : {};
      if (at.kind === "declaration") {
        const params = { path: { id: at.id }, query: page };
        return answered(api.GET("/v1/declarations/{id}/notes", { params, signal }));
      }
      const { reference, direction } = at;
      const params = { path: { reference }, query: { direction, ...page } };
      return answered(api.GET("/v1/customsshipments/{reference}/notes", { params, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** All that a note ever said. */
export function editionsQuery(id: string, edition: number) {
  return queryOptions({
    queryKey: ["note", id, edition],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/notes/{id}", { params: { path: { id } }, signal })),
  });
}

/** Writes a note. */
export function writeNote(at: At, text: string): Promise<unknown> {
  const body = { text };
  if (at.kind === "declaration") {
    const params = { path: { id: at.id } };
    return answered(api.POST("/v1/declarations/{id}/notes", { params, body }));
  }
  const { reference, direction } = at;
  const params = { path: { reference }, query: { direction } };
  return answered(api.POST("/v1/customsshipments/{reference}/notes", { params, body }));
}

/** The files at something, the oldest first. */
export function filesQuery(at: At) {
  return queryOptions({
    queryKey: nameOf(at, "files"),
    queryFn: ({ signal }) => {
      if (at.kind === "declaration") {
        const params = { path: { id: at.id } };
        return answered(api.GET("/v1/declarations/{id}/attachments", { params, signal }));
      }
      const { reference, direction } = at;
      const params = { path: { reference }, query: { direction } };
      return answered(api.GET("/v1/customsshipments/{reference}/attachments", { params, signal }));
    },
  });
}

/** Adds a file: its bytes are the body. */
export function addFile(at: At, file: File): Promise<unknown> {
  const sent = {
    headers: { "Content-Type": "application/octet-stream" },
    body: [],
    bodySerializer: () => file,
  };
  const { name } = file;
  if (at.kind === "declaration") {
    const params = { path: { id: at.id }, query: { name } };
    return answered(api.POST("/v1/declarations/{id}/attachments", { params, ...sent }));
  }
  const { reference, direction } = at;
  const params = { path: { reference }, query: { name, direction } };
  return answered(api.POST("/v1/customsshipments/{reference}/attachments", { params, ...sent }));
}
