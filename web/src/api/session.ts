import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api, setCsrfToken } from "./client";
import { Problem } from "./problem";
import type { components } from "./schema";

/** A person who is signed in, and what the session allows. */
export type Session = components["schemas"]["Session"];
/** A tenant of the session, with what the person may do there. */
export type SessionTenant = components["schemas"]["SessionTenant"];

/** Who is signed in; `null` where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await answered(api.GET("/v1/session"));
      setCsrfToken(session.csrfToken);
      return session;
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) return null;
      throw problem;
    }
  },
  staleTime: 60_000,
  retry: false,
});

/** The session; only below the shell, where somebody is signed in. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("nobody is signed in");
  return data;
}

/** How a tenant is written in addresses: its name, or its id where the name is not plain. */
export function tenantSlug(tenant: SessionTenant): string {
  return /^[a-z0-9][a-z0-9-]*$/.test(tenant.name) ? tenant.name : tenant.id;
}
