import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { components, paths } from "../../api/schema";
import type { Flow } from "./model/flow";

export type VersionHead = components["schemas"]["VersionHead"];
export type Version = components["schemas"]["VersionAnswer"];
export type Saved = components["schemas"]["SavedVersionAnswer"];
type DraftCheck = components["schemas"]["DraftCheckRequest"];
export type Warning = components["schemas"]["ConfigurationWarning"];

/** A version of a flow with its document. */
export interface FlowVersion extends Version {
  document: Version["document"] & Flow;
}

/** Every kind of configuration that a flow names or is. */
type Kind = "flows" | "decisiontables";

/** The names of a kind with the heads of their versions. */
export function namesQuery(tenant: string, kind: Kind) {
  return queryOptions({
    queryKey: ["configuration", tenant, kind],
    queryFn: async ({ signal }) => {
      const path = { kind };
      const names: components["schemas"]["ConfigurationEntry"][] = [];
      let cursor: string | undefined;
      do {
        const params = { path, query: cursor ? { cursor } : {} };
        const page = await answered(api.GET("/v1/configuration/{kind}", { params, signal }));
        names.push(...page.names);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return names;
    },
  });
}

/** The heads of a flow's versions, oldest first; none for a name that is not there yet. */
export function versionsQuery(tenant: string, name: string) {
  return queryOptions({
    queryKey: ["configuration", tenant, "flows", name],
    queryFn: async ({ signal }) => {
      const path = { kind: "flows", name };
      const request = api.GET("/v1/configuration/{kind}/{name}", { params: { path }, signal });
      return (await orNothing(answered(request)))?.versions ?? [];
    },
  });
}

/** A version of a flow; nothing where there is none, as a draft that nobody began. */
export function versionQuery(tenant: string, name: string, version: string) {
  return queryOptions({
    queryKey: ["configuration", tenant, "flows", name, version],
    queryFn: async ({ signal }) => {
      const path = { kind: "flows", name, version };
      const address = "/v1/configuration/{kind}/{name}/versions/{version}";
      const found = await orNothing(answered(api.GET(address, { params: { path }, signal })));
      return (found ?? null) as FlowVersion | null;
    },
  });
}

/** The answer, or nothing where the server has none. */
export async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return undefined;
    throw problem;
  }
}

export const typesQuery = queryOptions({
  queryKey: ["declarationTypes"],
  queryFn: async ({ signal }) =>
    (await answered(api.GET("/v1/declarationtypes", { signal }))).declarationTypes,
  staleTime: Number.POSITIVE_INFINITY,
});

export const systemsQuery = queryOptions({
  queryKey: ["systems"],
  queryFn: async ({ signal }) => (await answered(api.GET("/v1/systems", { signal }))).systems,
  staleTime: Number.POSITIVE_INFINITY,
});

export const fieldsQuery = queryOptions({
  queryKey: ["fields", "all"],
  queryFn: async ({ signal }) => (await answered(api.GET("/v1/fields", { signal }))).fields,
  staleTime: Number.POSITIVE_INFINITY,
});

type CountQuery = NonNullable<
  NonNullable<paths["/v1/declarations/counts"]["get"]["parameters"]>["query"]
>;

/** How many declarations a step has made since a day, by group. */
export function stepCountsQuery(tenant: string, flow: string, step: string, since: string) {
  return queryOptions({
    queryKey: ["counts", tenant, "step", flow, step, since],
    queryFn: ({ signal }) => {
      const query = {
        customsFlow: flow,
        "customsFlowStep[]": step,
        creationDateFrom: since,
      } as CountQuery;
      return answered(api.GET("/v1/declarations/counts", { params: { query }, signal }));
    },
  });
}

/** Saves a draft, over the one that was read. */
export function saveDraft(name: string, flow: Flow, etag: string | undefined): Promise<Saved> {
  const path = { kind: "flows", name };
  const header = etag ? { "If-Match": `"${etag}"` } : {};
  const params = { path, header };
  const body = flow as unknown as Version["document"];
  const address = "/v1/configuration/{kind}/{name}/draft";
  return answered(api.PUT(address, { params, body })) as Promise<Saved>;
}

/** Ends a draft: what is in force stays as it is. */
export function dropDraft(name: string, etag: string) {
  const params = { path: { kind: "flows", name }, header: { "If-Match": `"${etag}"` } };
  return answered(api.DELETE("/v1/configuration/{kind}/{name}/draft", { params }));
}

/** What the server finds in a draft: the same check as that of a save, and nothing is kept. */
export function checkDraft(name: string, flow: Flow, signal: AbortSignal) {
  const params = { path: { kind: "flows", name } };
  const body = { document: flow as unknown as Version["document"] } as DraftCheck;
  const address = "/v1/configuration/{kind}/{name}/draft/check";
  return answered(api.POST(address, { params, body, signal }));
}

/** Makes a draft that says what a former version said. */
export async function takeUpAgain(name: string, version: number) {
  const params = { path: { kind: "flows", name, version: String(version) } };
  const address = "/v1/configuration/{kind}/{name}/versions/{version}/draft";
  return (await answered(api.POST(address, { params }))) as unknown as FlowVersion;
}
