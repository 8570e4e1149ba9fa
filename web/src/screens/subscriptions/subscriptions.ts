import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type Subscription = components["schemas"]["Subscription"];
export type SubscriptionChange = components["schemas"]["SubscriptionChange"];
export type NewSubscription = components["schemas"]["NewSubscription"];
export type CreatedSubscription = components["schemas"]["CreatedSubscription"];
export type Delivery = components["schemas"]["Delivery"];
export type Filter = components["schemas"]["Filter"];

/** Where events are posted to. */
export function subscriptionsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["subscriptions", tenant],
    queryFn: ({ signal }) => answered(api.GET("/v1/subscriptions", { signal })),
  });
}

/** What became of the events of a subscription, the newest first; of some states, or of all. */
export function deliveriesQuery(tenant: string, id: string, state: string) {
  return infiniteQueryOptions({
    queryKey: ["deliveries", tenant, id, state],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: 100,
        ...(state ? { state } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      const params = { path: { id }, query };
      return answered(api.GET("/v1/subscriptions/{id}/deliveries", { params, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 10_000,
  });
}

/** The acts on subscriptions; each reads the list and the deliveries anew. */
export function useSubscriptionActs(tenant: string) {
  const queries = useQueryClient();
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: ["subscriptions", tenant] });
    await queries.invalidateQueries({ queryKey: ["deliveries", tenant] });
  };
  const make = useMutation({
    mutationFn: async (body: NewSubscription) => {
      const made = await answered(api.POST("/v1/subscriptions", { body }));
      // Without `dryRun` it is never a plan.
      return made as CreatedSubscription;
    },
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ of: { id, version }, body }: { of: Subscription; body: SubscriptionChange }) =>
      answered(
        api.PATCH("/v1/subscriptions/{id}", {
          params: { path: { id }, header: { "If-Match": `"${version}"` } },
          body,
        }),
      ),
    onSuccess,
  });
  const turn = useMutation({
    mutationFn: ({ id, isOn }: { id: string; isOn: boolean }) => {
      const params = { path: { id } };
      return answered(
        isOn
          ? api.POST("/v1/subscriptions/{id}/enable", { params })
          : api.POST("/v1/subscriptions/{id}/disable", { params }),
      );
    },
    onSuccess,
  });
  const rotate = useMutation({
    mutationFn: async ({ id, keepOldSeconds }: { id: string; keepOldSeconds: number }) => {
      const params = { path: { id } };
      const body = { keepOldSeconds, secret: null };
      const answer = await answered(api.POST("/v1/subscriptions/{id}/rotate", { params, body }));
      return answer as CreatedSubscription;
    },
    onSuccess,
  });
  const test = useMutation({
    mutationFn: (id: string) =>
      answered(api.POST("/v1/subscriptions/{id}/test", { params: { path: { id } } })),
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE("/v1/subscriptions/{id}", { params: { path: { id } } })),
    onSuccess,
  });
  return { make, change, turn, rotate, test, remove };
}

/** Posts deliveries again: those that are named, or all that failed. */
export function useReplay(tenant: string, id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (deliveries: readonly string[] | "failed"): Promise<number> => {
      const params = { path: { id } };
      if (deliveries !== "failed") {
        const body = { deliveries: [...deliveries] };
        return (await answered(api.POST("/v1/subscriptions/{id}/replay", { params, body })))
          .replayed;
      }
      let replayed = 0;
      let behind: { after?: string; to?: string } = {};
      // One demand takes a thousand; the rest is asked for behind it.
      for (;;) {
        const body = { states: ["expired", "pending"], ...behind };
        const answer = await answered(api.POST("/v1/subscriptions/{id}/replay", { params, body }));
        replayed += answer.replayed;
        if (answer.isComplete || !answer.continueFrom) return replayed;
        behind = { after: answer.continueFrom, ...(answer.to ? { to: answer.to } : {}) };
      }
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["deliveries", tenant, id] }),
  });
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
