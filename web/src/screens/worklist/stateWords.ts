import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** How far a run is with one declaration, by the API's names. */
export const stateWords: Readonly<Record<string, MessageDescriptor>> = {
  pending: msg`waits`,
  requested: msg`is carried out`,
  done: msg`done`,
  failed: msg`failed`,
  refused: msg`refused`,
};
