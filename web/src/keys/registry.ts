import type { MessageDescriptor } from "@lingui/core";

/** Where a key works. `everywhere` also works on every screen; no key may mean two things at once. */
export type KeyPlace =
  | "everywhere"
  | "list"
  | "marks"
  | "declaration"
  | "grid"
  | "trouble"
  | "dialog"
  | "correction"
  | "dashboard"
  | "upload"
  | "record"
  | "table"
  | "flow"
  | "review";

/** What a key does on a screen, for the hand, the map of keys and the commands. */
export interface KeyAct {
  /** As it is written: `J`, `Shift+J`, `Ctrl+K`, `G W` (one after the other); empty where only
   *  the commands do it. */
  keys: string;
  /** Other keys that do the same. */
  also?: readonly string[];
  place: KeyPlace;
  words: MessageDescriptor;
  /** What the commands say beside it: how many it is for. */
  count?: string;
  /** What stands above it among the commands, where that is more than its place. */
  head?: MessageDescriptor;
  /** Whether the commands show it only to who types some of its words. */
  isSought?: boolean;
  /** Whether it works while somebody types in a field. */
  whileTyping?: boolean;
  act: () => void;
}

/** How a key that was pressed is written. Read as a character, so that layouts do not matter. */
export function written(event: KeyboardEvent): string {
  const names: Record<string, string> = {
    " ": "Space",
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
    Escape: "Esc",
  };
  let key = names[event.key] ?? event.key;
  // With Option, macOS changes the character.
  if (event.altKey && /^Key[A-Z]$/.test(event.code)) key = event.code.slice(3);
  const isLetter = /^[a-z]$/i.test(key);
  if (isLetter) key = key.toUpperCase();
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const alt = event.altKey ? "Alt+" : "";
  const named = isLetter || key.length > 1;
  const shift = event.shiftKey && named ? "Shift+" : "";
  return `${control}${alt}${shift}${key}`;
}

/** Whether somebody types into what has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input:not([type=checkbox]),textarea,select,[contenteditable=true]") !== null
  );
}

/** Whether what has the focus is pressed by `Enter` or `Space`. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button,a,summary,[role=menuitem]") !== null;
}
