import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { components } from "../../api/schema";

type ConfigurationName = components["schemas"]["ConfigurationNames"]["names"][number];
type Shipment = components["schemas"]["CustomsShipment"];
type DryRun = components["schemas"]["DryRun"];
export type Mapping = ConfigurationName;

const kind = "inputmappings";

/** The input mappings, each with its versions. */
export function mappingsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["mappings", tenant],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/configuration/{kind}", { params: { path: { kind } }, signal })),
  });
}

/** The document of a version: a number, or `draft`. */
export function mappingQuery(tenant: string, name: string, version: string) {
  return queryOptions({
    queryKey: ["mappings", tenant, name, version],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/configuration/{kind}/{name}/versions/{version}", {
          params: { path: { kind, name, version } },
          signal,
        }),
      ),
  });
}

/** The version that is worked on: the draft where there is one, else the newest. */
export function newestOf({ versions }: Mapping): { version: string; state: string } | undefined {
  const draft = versions.find((it) => it.state === "draft");
  if (draft) return { version: "draft", state: draft.state };
  const newest = versions.toSorted((one, other) => other.version - one.version)[0];
  return newest && { version: String(newest.version), state: newest.state };
}

/** The acts on a mapping; each reads the list anew. */
export function useMappingActs(tenant: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["mappings", tenant] });
  const save = useMutation({
    mutationFn: ({ name, text, etag }: { name: string; text: string; etag?: string | undefined }) =>
      answered(
        api.PUT("/v1/configuration/{kind}/{name}/draft", {
          params: { path: { kind, name }, header: etag ? { "If-Match": `"${etag}"` } : {} },
          body: JSON.parse(text) as never,
        }),
      ),
    onSuccess,
  });
  const publish = useMutation({
    mutationFn: (name: string) =>
      answered(
        api.POST("/v1/configuration/{kind}/{name}/draft/publish", {
          params: { path: { kind, name } },
          body: {} as never,
        }),
      ),
    onSuccess,
  });
  return { save, publish };
}

/** What a mapping changes in a message. */
export interface Change {
  path: string;
  sent?: unknown;
  kept?: unknown;
  mapping?: string;
  table?: string;
  row?: string;
}

/** What would be changed in a shipment before it is kept. */
export async function tryOut(text: string): Promise<Change[]> {
  const body = JSON.parse(text) as Shipment;
  const answer = await answered(
    api.POST("/v1/customsshipments", { params: { query: { dryRun: true } }, body }),
  );
  const ingestions = (answer as DryRun).plan.ingestions ?? [];
  return ingestions.flatMap((it) => (it.changes ?? []) as Change[]);
}

/** What is wrong with what was typed, place by place. */
export function wrongOf(error: Error | null): string[] {
  if (!error) return [];
  const places = error instanceof Problem ? (error.body?.errors ?? []) : [];
  return places.length > 0 ? places.map((it) => `${it.path}: ${it.message}`) : [error.message];
}
