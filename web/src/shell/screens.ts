import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { IconName } from "../parts/Icon";

/** A screen that the rail opens. */
export interface Screen {
  to:
    | "/$tenant/declarations"
    | "/$tenant/shipments"
    | "/$tenant/trouble"
    | "/$tenant/dashboard"
    | "/$tenant/masterdata"
    | "/$tenant/connections"
    | "/$tenant/users"
    | "/$tenant/audit"
    | "/$tenant/help";
  icon: IconName;
  words: MessageDescriptor;
  /** The key that opens it, after `G`. */
  key: string;
  /** Who has this right may open it; absent where everybody may. */
  needs?: string;
  /** Whether it stands below the line: what is done once and changed with care. */
  isWorkshop?: boolean;
}

const desk: readonly Screen[] = [
  { to: "/$tenant/declarations", icon: "list", words: msg`Work list`, key: "W" },
  { to: "/$tenant/shipments", icon: "shipment", words: msg`Shipments`, key: "S" },
  { to: "/$tenant/trouble", icon: "trouble", words: msg`Trouble`, key: "T" },
  { to: "/$tenant/dashboard", icon: "dashboard", words: msg`Dashboard`, key: "D" },
];

const workshop: readonly Screen[] = [
  {
    to: "/$tenant/masterdata",
    icon: "masterData",
    words: msg`Master data`,
    key: "M",
    needs: "read:messages",
  },
  {
    to: "/$tenant/connections",
    icon: "connection",
    words: msg`Connections`,
    key: "C",
    needs: "admin:configuration",
  },
  { to: "/$tenant/users", icon: "person", words: msg`People`, key: "P", needs: "admin:users" },
  { to: "/$tenant/audit", icon: "audit", words: msg`Audit`, key: "A", needs: "admin:users" },
  { to: "/$tenant/help", icon: "help", words: msg`Help`, key: "H" },
];

/** The screens that the person may open in a tenant, in the order of the rail. */
export function useScreens(scopes: readonly string[]): readonly Screen[] {
  return [...desk, ...workshop.map((it) => ({ ...it, isWorkshop: true }))].filter(
    ({ needs }) => !needs || scopes.includes(needs),
  );
}
