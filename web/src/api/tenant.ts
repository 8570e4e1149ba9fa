import { createContext, useContext } from "react";
import type { SessionTenant } from "./session";

const Tenant = createContext<SessionTenant | null>(null);

/** Gives the screens below the tenant of their address. */
export const TenantProvider = Tenant.Provider;

/** The tenant of the address, with what the person may do there. */
export function useTenant(): SessionTenant {
  const tenant = useContext(Tenant);
  if (!tenant) throw new Error("outside of a tenant");
  return tenant;
}

/** Whether the person may do what a scope allows, such as `create:messages`. */
export function useMay(scope: string): boolean {
  return useTenant().scopes.includes(scope);
}
