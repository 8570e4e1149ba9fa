/** Texts one after the other, of which one counts now. */
export interface History {
  past: readonly string[];
  now: string;
  future: readonly string[];
  /** What was changed last: more of the same, soon after, is one change. */
  mark?: string;
  at: number;
}

/** For how long changes of the same field count as one. */
const together = 1500;

/** How many changes can be taken back. */
const longest = 200;

export function begin(now: string): History {
  return { past: [], now, future: [], at: 0 };
}

/** A history with one more change. */
export function changed(history: History, now: string, mark: string, at: number): History {
  if (now === history.now) return history;
  const isSame = mark === history.mark && at - history.at < together;
  const past = isSame ? history.past : [...history.past, history.now].slice(-longest);
  return { past, now, future: [], mark, at };
}

/** Takes the last change back. */
export function undone({ past, now, future }: History): History {
  const before = past.at(-1);
  if (before === undefined) return { past, now, future, at: 0 };
  return { past: past.slice(0, -1), now: before, future: [now, ...future], at: 0 };
}

/** Makes a change again that was taken back. */
export function redone({ past, now, future }: History): History {
  const [next, ...rest] = future;
  if (next === undefined) return { past, now, future, at: 0 };
  return { past: [...past, now], now: next, future: rest, at: 0 };
}
