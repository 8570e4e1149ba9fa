import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type User = components["schemas"]["User"];
export type NewUser = components["schemas"]["NewUser"];
export type UserChange = components["schemas"]["UserChange"];

/** The members of a tenant. */
export function usersQuery(tenant: string) {
  return queryOptions({
    queryKey: ["users", tenant],
    queryFn: ({ signal }) => answered(api.GET("/v1/users", { signal })),
  });
}

/** The roles that there are. */
export function rolesQuery(tenant: string) {
  return queryOptions({
    queryKey: ["roles", tenant],
    queryFn: ({ signal }) => answered(api.GET("/v1/roles", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The acts on a member; each reads the list anew. */
export function useUserActs(tenant: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["users", tenant] });
  const make = useMutation({
    mutationFn: (body: NewUser) => answered(api.POST("/v1/users", { body })),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, body }: { id: string; body: UserChange }) =>
      answered(api.PATCH("/v1/users/{id}", { params: { path: { id } }, body })),
    onSuccess,
  });
  const turn = useMutation({
    mutationFn: ({ id, isOn }: { id: string; isOn: boolean }) => {
      const params = { path: { id } };
      return answered(
        isOn
          ? api.POST("/v1/users/{id}/enable", { params })
          : api.POST("/v1/users/{id}/disable", { params }),
      );
    },
    onSuccess,
  });
  const link = useMutation({
    mutationFn: ({ id, resetSecondFactor }: { id: string; resetSecondFactor: boolean }) =>
      answered(
        api.POST("/v1/users/{id}/link", { params: { path: { id } }, body: { resetSecondFactor } }),
      ),
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE("/v1/users/{id}", { params: { path: { id } } })),
    onSuccess,
  });
  return { make, change, turn, link, remove };
}
