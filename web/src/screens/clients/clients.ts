import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type Client = components["schemas"]["Client"];
export type ClientChange = components["schemas"]["ClientChange"];
export type NewClient = components["schemas"]["ClientRequest"];

/** The programs that may call the API in a tenant. */
export function clientsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["clients", tenant],
    queryFn: ({ signal }) => answered(api.GET("/v1/clients", { signal })),
  });
}

/** The acts on a client; each reads the list anew. */
export function useClientActs(tenant: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["clients", tenant] });
  const make = useMutation({
    mutationFn: (body: NewClient) => answered(api.POST("/v1/clients", { body })),
    onSuccess,
  });
  const rotate = useMutation({
    mutationFn: ({ id, keepOldSeconds }: { id: string; keepOldSeconds: number }) =>
      answered(
        api.POST("/v1/clients/{id}/rotate", { params: { path: { id } }, body: { keepOldSeconds } }),
      ),
    onSuccess,
  });
  const turn = useMutation({
    mutationFn: ({ id, isOn }: { id: string; isOn: boolean }) => {
      const params = { path: { id } };
      return answered(
        isOn
          ? api.POST("/v1/clients/{id}/enable", { params })
          : api.POST("/v1/clients/{id}/disable", { params }),
      );
    },
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ of: { clientId, changedAt }, body }: { of: Client; body: ClientChange }) =>
      answered(
        api.PATCH("/v1/clients/{id}", {
          params: {
            path: { id: clientId },
            header: changedAt ? { "If-Match": `"${changedAt}"` } : {},
          },
          body,
        }),
      ),
    onSuccess,
  });
  return { make, rotate, turn, change };
}
