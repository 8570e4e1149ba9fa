import { useMemo } from "react";
import { useStateOf } from "./useStateOf";

/** What is marked: single rows, or all that the filter selects. */
interface State {
  ids: ReadonlySet<string>;
  all: boolean;
  /** Where a range begins. */
  anchor: string | undefined;
}

const none: State = { ids: new Set(), all: false, anchor: undefined };

/** The rows that acts are for, and what changes them. */
export interface Marks {
  all: boolean;
  ids: ReadonlySet<string>;
  has(id: string): boolean;
  turn(id: string): void;
  /** Marks all rows from where the last mark was set to this one. */
  reach(id: string, order: readonly string[]): void;
  add(ids: readonly string[]): void;
  set(ids: readonly string[]): void;
  markAll(): void;
  clear(): void;
}

/** Marks of a list; they go when the list becomes another. */
export function useMarks(key: string): Marks {
  const [state, setState] = useStateOf(key, none);
  return useMemo<Marks>(
    () => ({
      all: state.all,
      ids: state.ids,
      has: (id) => state.all || state.ids.has(id),
      turn: (id) =>
        setState((before) => {
          const ids = new Set(before.ids);
          if (!ids.delete(id)) ids.add(id);
          return { ids, all: false, anchor: id };
        }),
      reach: (id, order) =>
        setState((before) => {
          const from = before.anchor ? order.indexOf(before.anchor) : -1;
          const to = order.indexOf(id);
          const start = from < 0 ? to : from;
          const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
          const anchor = before.anchor ?? id;
          return { ids: new Set([...before.ids, ...range]), all: false, anchor };
        }),
      add: (ids) =>
        setState((before) => ({
          ids: new Set([...before.ids, ...ids]),
          all: false,
          anchor: ids.at(-1),
        })),
      set: (ids) => setState({ ids: new Set(ids), all: false, anchor: undefined }),
      markAll: () => setState({ ...none, all: true }),
      clear: () => setState(none),
    }),
    [state, setState],
  );
}
