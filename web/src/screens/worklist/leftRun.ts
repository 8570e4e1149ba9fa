import { useSyncExternalStore } from "react";

/** A run that was left while it was under way; how it ended is told until somebody reads it. */
const stored = "cas.left-run";

const watchers = new Set<() => void>();

/** Remembers the run that was left, or that its end was read. */
export function leaveRun(id: string | undefined): void {
  if (id) sessionStorage.setItem(stored, id);
  else sessionStorage.removeItem(stored);
  for (const watcher of watchers) watcher();
}

/** The run that was left last, on whatever screen. */
export function useLeftRun(): string | undefined {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => sessionStorage.getItem(stored) ?? undefined,
  );
}
