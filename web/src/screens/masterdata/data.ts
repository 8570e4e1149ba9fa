import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { aboutKinds, type Kind } from "./kinds";

export type MasterRecord = components["schemas"]["MasterDataRecord"];
export type DryRun = components["schemas"]["DryRun"];

/** What a record says, by the names of its fields. */
export type Document = Record<string, unknown>;

interface Filter {
  search?: string | undefined;
  validOn?: string | undefined;
  sort?: string | undefined;
}

/** The records of a kind, page by page. */
export function recordsQuery(tenant: string, kind: Kind, { search, validOn, sort }: Filter) {
  return infiniteQueryOptions({
    queryKey: ["masterdata", tenant, kind, search ?? "", validOn ?? "", sort ?? ""],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: 100,
        count: true,
        ...(search ? { search } : {}),
        ...(validOn ? { validOn } : {}),
        ...(sort ? { sort } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return answered(
        api.GET("/v1/masterdata/{kind}", { params: { path: { kind }, query }, signal }),
      );
    },
    initialPageParam: "",
    getNextPageParam: (last) =>
      last.records.length < 100 ? undefined : (last.nextCursor ?? undefined),
    placeholderData: (before, query) => (query?.queryKey[2] === kind ? before : undefined),
  });
}

/** All versions of a code, the newest first. */
export function versionsQuery(tenant: string, kind: Kind, code: string) {
  return queryOptions({
    queryKey: ["masterdata", tenant, kind, "versions", code],
    queryFn: async ({ signal }) => {
      const { versions } = await answered(
        api.GET("/v1/masterdata/{kind}/{code}/versions", {
          params: { path: { kind, code } },
          signal,
        }),
      );
      return versions.toSorted((one, other) => other.version - one.version);
    },
  });
}

/** Says what would come of sending a record. */
export async function planOf(kind: Kind, body: Document): Promise<DryRun> {
  const answer = await answered(
    api.POST(aboutKinds[kind].path, { params: { query: { dryRun: true } }, body: body as never }),
  );
  return answer as DryRun;
}

/** How often it is looked whether what was sent was taken, and how long between. */
const looks = 40;
const between = 150;

/** Sends a record, and waits until it was taken; what was wrong, where it was refused. */
export async function send(kind: Kind, body: Document): Promise<string[]> {
  const answer = await answered(api.POST(aboutKinds[kind].path, { body: body as never }));
  if (!("referenceId" in answer)) return [];
  const path = { referenceId: answer.referenceId };
  for (let look = 0; look < looks; look += 1) {
    const { state, errors } = await answered(
      api.GET("/v1/ingestions/{referenceId}", { params: { path } }),
    );
    if (state === "failed") return errors.map(wordsOf);
    if (state === "succeeded") return [];
    await new Promise((done) => setTimeout(done, between));
  }
  return [];
}

/** Errors of a dry run or an ingestion, in words. */
export function wordsOf(error: { path?: unknown; message?: unknown }): string {
  const place = typeof error.path === "string" && error.path ? `${error.path}: ` : "";
  return `${place}${String(error.message ?? "")}`;
}
