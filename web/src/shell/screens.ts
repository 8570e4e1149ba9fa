import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { IconName } from "../parts/Icon";

/** A screen that the rail opens. */
export interface Screen {
  to: "/$tenant/declarations" | "/$tenant/shipments" | "/$tenant/trouble" | "/$tenant/dashboard";
  icon: IconName;
  words: MessageDescriptor;
  /** The key that opens it, after `G`. */
  key: string;
}

const desk: readonly Screen[] = [
  { to: "/$tenant/declarations", icon: "list", words: msg`Work list`, key: "W" },
  { to: "/$tenant/shipments", icon: "shipment", words: msg`Shipments`, key: "S" },
  { to: "/$tenant/trouble", icon: "trouble", words: msg`Trouble`, key: "T" },
  { to: "/$tenant/dashboard", icon: "dashboard", words: msg`Dashboard`, key: "D" },
];

/** The screens that the person may open, in the order of the rail. */
export function useScreens(): readonly Screen[] {
  return desk;
}
