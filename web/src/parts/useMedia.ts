import { useSyncExternalStore } from "react";

/** Windows in which panes are drawers. */
export const drawers = "(max-width: 960px)";
/** Windows in which lists have rows of two lines: small ones, and large ones at 400 % zoom. */
export const twoLines = "(max-width: 640px)";

/** Whether the window is of a kind; it follows when the window changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );
}
