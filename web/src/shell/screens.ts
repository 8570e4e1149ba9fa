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
    | "/$tenant/flows";
  icon: IconName;
  words: MessageDescriptor;
  /** The key that opens it, after `G`. */
  key: string;
  /** What a person must be allowed to, to see it. */
  scope?: string;
}

/** Where one works with declarations. */
const desk: readonly Screen[] = [
  { to: "/$tenant/declarations", icon: "list", words: msg`Work list`, key: "W" },
  { to: "/$tenant/shipments", icon: "shipment", words: msg`Shipments`, key: "S" },
  { to: "/$tenant/trouble", icon: "trouble", words: msg`Trouble`, key: "T" },
  { to: "/$tenant/dashboard", icon: "dashboard", words: msg`Dashboard`, key: "D" },
];

/** Where it is said how that goes. */
const workshop: readonly Screen[] = [
  {
    to: "/$tenant/flows",
    icon: "flow",
    words: msg`Flows`,
    key: "F",
    scope: "admin:configuration",
  },
];

/** The screens that the person may open, in the order of the rail. */
export function screensFor(scopes: readonly string[]): {
  desk: readonly Screen[];
  workshop: readonly Screen[];
} {
  const isOpen = (screen: Screen) => screen.scope === undefined || scopes.includes(screen.scope);
  return { desk: desk.filter(isOpen), workshop: workshop.filter(isOpen) };
}
