import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type Subscription = components["schemas"]["Subscription"];
export type NewSubscription = components["schemas"]["NewSubscription"];
export type CreatedSubscription = components["schemas"]["CreatedSubscription"];
export type Delivery = components["schemas"]["Delivery"];
export type Filter = components["schemas"]["Filter"];

const page = 100;

/** Where events are posted to. */
export function subscriptionsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["subscriptions", tenant],
    queryFn: ({ signal }) => answered(api.GET("/v1/subscriptions", { signal })),
  });
}

/** What became of the events of a subscription, the newest first. */
export function deliveriesQuery(tenant: string, id: string) {
  return infiniteQueryOptions({
    queryKey: ["deliveries", tenant, id],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/v1/subscriptions/{id}/deliveries", {
          params: { path: { id }, query: { limit: page, offset: pageParam } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, all) =>
      last.deliveries.length === page ? all.length * page : undefined,
    refetchInterval: 15_000,
  });
}

/** The acts on a subscription; each reads the list anew. */
export function useSubscriptionActs(tenant: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["subscriptions", tenant] });
  const make = useMutation({
    mutationFn: async (body: NewSubscription) => {
      const made = await answered(api.POST("/v1/subscriptions", { body }));
      // Without `dryRun` it is never a plan.
      return made as CreatedSubscription;
    },
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE("/v1/subscriptions/{id}", { params: { path: { id } } })),
    onSuccess,
  });
  return { make, remove };
}

/** Filters as one line each: `DeclarationEvent: Released, Accepted`. */
export function filtersAsText(filters: readonly Filter[]): string {
  return filters
    .map(({ eventType, eventSubTypes }) =>
      eventSubTypes?.length ? `${eventType}: ${eventSubTypes.join(", ")}` : eventType,
    )
    .join("\n");
}

/** Reads filters as they are typed. */
export function filtersOf(text: string): Filter[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [eventType = "", subTypes = ""] = line.split(":").map((it) => it.trim());
      const eventSubTypes = subTypes.split(/[\s,]+/u).filter((it) => it !== "");
      return { eventType, eventSubTypes };
    });
}
