import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type SystemAnswer = components["schemas"]["SystemAnswer"];
export type Connection = components["schemas"]["ConnectionAnswer"];
export type ConnectionState = components["schemas"]["ConnectionState"];

/** A customs system with the connection to it, and how that is. */
export interface Link {
  system: string;
  about: SystemAnswer;
  connection: Connection | undefined;
  state: ConnectionState | undefined;
}

/** All customs systems that there are, those that are connected first. */
export function linksQuery(tenant: string) {
  return queryOptions({
    queryKey: ["connections", tenant],
    queryFn: async ({ signal }): Promise<Link[]> => {
      const [{ systems }, { connections }, states] = await Promise.all([
        answered(api.GET("/v1/systems", { signal })),
        answered(api.GET("/v1/connections", { signal })),
        answered(api.GET("/v1/connectionstates", { signal })),
      ]);
      return systems
        .map((about) => ({
          system: about.system,
          about,
          connection: connections.find((it) => it.system === about.system),
          state: states.connections.find((it) => it.system === about.system),
        }))
        .sort((one, other) => Number(!one.connection) - Number(!other.connection));
    },
    refetchInterval: 15_000,
  });
}

interface Saved {
  system: string;
  connection: Record<string, unknown>;
  etag: string | undefined;
}

/** The acts on a connection; each reads the list anew. */
export function useConnectionActs(tenant: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["connections", tenant] });
  const save = useMutation({
    mutationFn: ({ system, connection, etag }: Saved) =>
      answered(
        api.PUT("/v1/connections/{system}", {
          params: { path: { system }, header: etag ? { "If-Match": `"${etag}"` } : {} },
          body: connection as Record<string, never>,
        }),
      ),
    onSuccess,
  });
  const test = useMutation({
    mutationFn: (system: string) =>
      answered(api.POST("/v1/connections/{system}/test", { params: { path: { system } } })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: ({ system, etag }: { system: string; etag: string }) =>
      answered(
        api.DELETE("/v1/connections/{system}", {
          params: { path: { system }, header: { "If-Match": `"${etag}"` } },
        }),
      ),
    onSuccess,
  });
  return { save, test, remove };
}
