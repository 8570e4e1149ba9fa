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
    | "/$tenant/help"
    | "/$tenant/tables"
    | "/$tenant/flows";
  icon: IconName;
  words: MessageDescriptor;
  /** The key that opens it, after `G`. */
  key: string;
  /** The scope without which it is not shown; none where everybody may open it. */
  scope?: string;
}

/** A group of the rail: the desk where one works, the workshop where one configures. */
export interface ScreenGroup {
  /** What stands above it; nothing above the first. */
  words?: MessageDescriptor;
  screens: readonly Screen[];
}

const desk: readonly Screen[] = [
  { to: "/$tenant/declarations", icon: "list", words: msg`Work list`, key: "W" },
  { to: "/$tenant/shipments", icon: "shipment", words: msg`Shipments`, key: "S" },
  { to: "/$tenant/trouble", icon: "trouble", words: msg`Trouble`, key: "T" },
  { to: "/$tenant/dashboard", icon: "dashboard", words: msg`Dashboard`, key: "D" },
];

const workshop: readonly Screen[] = [
  {
    to: "/$tenant/flows",
    icon: "flow",
    words: msg`Flows`,
    key: "F",
    scope: "admin:configuration",
  },
  {
    to: "/$tenant/tables",
    icon: "table",
    words: msg`Decision tables`,
    key: "E",
    scope: "admin:configuration",
  },
  {
    to: "/$tenant/masterdata",
    icon: "masterData",
    words: msg`Master data`,
    key: "M",
    scope: "read:messages",
  },
  {
    to: "/$tenant/connections",
    icon: "connection",
    words: msg`Connections`,
    key: "C",
    scope: "admin:configuration",
  },
  { to: "/$tenant/users", icon: "person", words: msg`People`, key: "P", scope: "admin:users" },
  { to: "/$tenant/audit", icon: "audit", words: msg`Audit`, key: "A", scope: "admin:users" },
  { to: "/$tenant/help", icon: "help", words: msg`Help`, key: "H" },
];

const groups: readonly ScreenGroup[] = [
  { screens: desk },
  { words: msg`Workshop`, screens: workshop },
];

/** The screens that somebody with these scopes may open, in the groups of the rail. */
export function screenGroups(scopes: readonly string[]): readonly ScreenGroup[] {
  return groups
    .map((group) => ({
      ...group,
      screens: group.screens.filter((it) => it.scope === undefined || scopes.includes(it.scope)),
    }))
    .filter((group) => group.screens.length > 0);
}

/** All screens that somebody with these scopes may open. */
export function screensFor(scopes: readonly string[]): readonly Screen[] {
  return screenGroups(scopes).flatMap((group) => group.screens);
}
