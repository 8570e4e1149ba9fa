import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { components } from "../../api/schema";
import type { TableDocument } from "./model/table";

export type VersionHead = components["schemas"]["VersionHead"];
export type Version = components["schemas"]["VersionAnswer"];
export type Saved = components["schemas"]["SavedVersionAnswer"];
export type Warning = components["schemas"]["ConfigurationWarning"];
export type Fault = components["schemas"]["FieldProblem"];

const kind = "decisiontables";

/** All decision tables with their versions, the newest first. */
export function tablesQuery(tenant: string) {
  return queryOptions({
    queryKey: ["tables", tenant],
    queryFn: async ({ signal }) => {
      const names: components["schemas"]["ConfigurationEntry"][] = [];
      let cursor: string | undefined;
      do {
        const query = cursor ? { cursor } : {};
        const page = await answered(
          api.GET("/v1/configuration/{kind}", { params: { path: { kind }, query }, signal }),
        );
        names.push(...page.names);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return names;
    },
  });
}

/** The versions of one table, the newest first. */
export function versionsQuery(tenant: string, name: string) {
  return queryOptions({
    queryKey: ["table", tenant, name, "versions"],
    queryFn: async ({ signal }) => {
      const path = { kind, name };
      const found = await answered(
        api.GET("/v1/configuration/{kind}/{name}", { params: { path }, signal }),
      );
      return [...found.versions].sort((one, other) => other.version - one.version);
    },
  });
}

/** A version with all its rows; it is read again only when somebody asks for it. */
export function versionQuery(tenant: string, name: string, version: string) {
  return queryOptions({
    queryKey: ["table", tenant, name, "version", version],
    queryFn: ({ signal }) => readVersion(name, version, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

export function readVersion(name: string, version: string, signal?: AbortSignal): Promise<Version> {
  const path = { kind, name, version };
  return answered(
    api.GET("/v1/configuration/{kind}/{name}/versions/{version}", {
      params: { path },
      ...(signal && { signal }),
    }),
  );
}

function request(name: string, document: TableDocument, etag: string | undefined, dryRun: boolean) {
  return answered(
    api.PUT("/v1/configuration/{kind}/{name}/draft", {
      params: {
        path: { kind, name },
        query: dryRun ? { dryRun } : {},
        header: etag ? { "If-Match": `"${etag}"` } : {},
      },
      body: { ...document },
    }),
  );
}

/** What the server says of a table, without saving it. */
export interface Check {
  faults: readonly Fault[];
  warnings: readonly Warning[];
}

/** Saves the draft; a state that somebody else saved since is refused. */
export async function saveDraft(
  name: string,
  document: TableDocument,
  etag: string | undefined,
): Promise<Saved> {
  const saved = await request(name, document, etag, false);
  if (!("version" in saved)) throw new Error("the draft was not saved");
  return saved;
}

/** The server's own reading of a table as it stands, by a save that changes nothing. */
export async function checkDraft(name: string, document: TableDocument): Promise<Check> {
  try {
    const answer = await request(name, document, undefined, true);
    const body = "wouldAnswer" in answer ? (answer.wouldAnswer?.body as Partial<Saved>) : answer;
    return { faults: [], warnings: body?.warnings ?? [] };
  } catch (problem) {
    if (problem instanceof Problem && problem.body?.errors) {
      return { faults: problem.body.errors, warnings: [] };
    }
    throw problem;
  }
}

/** Throws the draft away. */
export function dropDraft(name: string, etag: string): Promise<unknown> {
  return answered(
    api.DELETE("/v1/configuration/{kind}/{name}/draft", {
      params: { path: { kind, name }, header: { "If-Match": `"${etag}"` } },
    }),
  );
}
