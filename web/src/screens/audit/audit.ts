import { infiniteQueryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";

export type AuditEntry = components["schemas"]["AuditEntry"];

const page = 100;

/** What was done, the newest first, page by page. */
export function auditQuery(tenant: string, user: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ["audit", tenant, user ?? ""],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: page,
        ...(user ? { user } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      };
      return answered(api.GET("/v1/audit", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) =>
      last.entries.length === page ? last.entries.at(-1)?.id : undefined,
  });
}

/** The name of who did it, without the id behind it. */
export function nameOf(actor: string): string {
  return actor.replace(/ <[^>]*>$/u, "");
}
