import { infiniteQueryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components, paths } from "../../api/schema";

export type AuditEntry = components["schemas"]["AuditEntry"];
export type AuditProof = components["schemas"]["AuditProof"];

/** What the trail is filtered by, as the API takes it. */
type AuditFilter = NonNullable<paths["/v1/audit"]["get"]["parameters"]["query"]>;

const names = ["kind", "event", "person", "client", "user", "subject", "from", "to"] as const;

/** The filter of an address. */
export function filterOf(search: Record<string, string | undefined>): AuditFilter {
  const filter: AuditFilter = search.refused ? { refused: true } : {};
  for (const name of names) {
    const value = search[name];
    if (value) filter[name] = value;
  }
  return filter;
}

/** What was done, the newest first, page by page. */
export function auditQuery(tenant: string, filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", tenant, filter],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...filter,
        limit: 100,
        count: true,
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return answered(api.GET("/v1/audit", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** The trail as a table; taking it stands in the trail. */
export async function exportAudit(filter: AuditFilter): Promise<Blob> {
  // The export takes all filters of the list, though its description names one of them.
  const query = { ...filter, format: "csv" } as { format: string };
  const text = await answered(api.GET("/v1/audit/export", { params: { query }, parseAs: "text" }));
  return new Blob([text], { type: "text/csv" });
}

/** Looks at the whole chain, part by part, until its end or the first entry that is broken. */
export async function verifyChain(): Promise<AuditProof> {
  let looked = 0;
  let from: number | undefined;
  for (;;) {
    const query = from === undefined ? {} : { from };
    const proof = await answered(api.GET("/v1/audit/verification", { params: { query } }));
    looked += proof.entries;
    if (!proof.isWhole || !proof.next) return { ...proof, entries: looked };
    from = proof.next;
  }
}
