import { msg } from "@lingui/core/macro";

/** What can be opened below the grid, in the order of its tabs. */
export const docks = [
  { id: "checks", words: msg`Checks` },
  { id: "tests", words: msg`Tests` },
  { id: "replay", words: msg`Replay` },
  { id: "gaps", words: msg`Gaps` },
  { id: "difference", words: msg`Difference` },
  { id: "used", words: msg`Where used` },
] as const;

export type DockId = (typeof docks)[number]["id"];
