import { useCallback, useState } from "react";

/** What a state is changed to, or how. */
type Change<T> = T | ((before: T) => T);

/** State that belongs to what a key names, such as a search, and begins anew with another key. */
export function useStateOf<T>(key: string, initial: T): [T, (change: Change<T>) => void] {
  const [state, setState] = useState({ key, value: initial });
  const set = useCallback(
    (change: Change<T>) =>
      setState((before) => {
        const value = before.key === key ? before.value : initial;
        const changed = typeof change === "function" ? (change as (it: T) => T)(value) : change;
        return before.key === key && changed === value ? before : { key, value: changed };
      }),
    [key, initial],
  );
  return [state.key === key ? state.value : initial, set];
}
