import { useSyncExternalStore } from "react";

const stored = "cas.theme";
type Look = "light" | "dark";

const listeners = new Set<() => void>();
let look: Look = preferred();
document.documentElement.dataset.theme = look;

function preferred(): Look {
  const chosen = localStorage.getItem(stored);
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function turn(): void {
  look = look === "dark" ? "light" : "dark";
  localStorage.setItem(stored, look);
  document.documentElement.dataset.theme = look;
  for (const listener of listeners) listener();
}

/** Light or dark, as chosen on this device, else as the system has it; and the switch. */
export function useTheme(): [Look, () => void] {
  return [useSyncExternalStore(listen, () => look), turn];
}
