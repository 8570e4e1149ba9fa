import type { KeyboardEvent } from "react";

/** Where an arrow key leads in a list of options; nothing for every other key. */
export function arrowed(event: KeyboardEvent, at: number, count: number): number | undefined {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return undefined;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  return Math.min(Math.max(at + step, 0), count - 1);
}
