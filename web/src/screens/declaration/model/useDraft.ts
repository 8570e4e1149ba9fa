import { useCallback, useEffect, useMemo, useState } from "react";
import { forget, recall, remember } from "../../../api/typed";
import type { Json } from "./address";
import { changesOf, type Draft, emptyDraft, typed, withElement, withoutElement } from "./draft";

/** What is typed into a declaration: kept on the device until it is saved, with a way back. */
export interface Drafting {
  draft: Draft;
  changes: number;
  type: (address: string, to: string | null) => void;
  /** Several at once, which one step takes back. */
  typeAll: (values: readonly (readonly [string, string | null])[]) => void;
  add: (element: string) => void;
  remove: (element: string) => void;
  undo: () => void;
  redo: () => void;
  discard: () => void;
  /** Puts another draft in its place. */
  replace: (draft: Draft) => void;
}

interface Steps {
  past: Draft[];
  now: Draft;
  future: Draft[];
  /** The field that was typed into last: keys in one field are one step. */
  last?: string;
}

/** The draft of a person on a declaration. */
export function useDraft(owner: string, id: string, document: Json, version: number): Drafting {
  const about = `declaration.${id}`;
  const [steps, setSteps] = useState<Steps>(() => ({
    past: [],
    now: kept(owner, about) ?? emptyDraft(version),
    future: [],
  }));
  const { now } = steps;
  const changes = changesOf(now);
  useEffect(() => {
    if (changes === 0) forget(owner, about);
    else remember(owner, about, JSON.stringify(now));
  }, [owner, about, now, changes]);
  const step = useCallback(
    (make: (draft: Draft) => Draft, field?: string) => {
      setSteps(({ past, now: at, last }) => {
        // What begins anew is typed on what stands there now.
        const before = changesOf(at) === 0 ? emptyDraft(version) : at;
        return {
          past: field !== undefined && field === last ? past : [...past, before].slice(-200),
          now: make(before),
          future: [],
          ...(field === undefined ? {} : { last: field }),
        };
      });
    },
    [version],
  );
  return useMemo<Drafting>(
    () => ({
      draft: changes === 0 && now.version !== version ? emptyDraft(version) : now,
      changes,
      type: (address, to) => step((draft) => typed(draft, document, address, to), address),
      typeAll: (values) =>
        step((draft) => values.reduce((all, [at, to]) => typed(all, document, at, to), draft)),
      add: (element) => step((draft) => withElement(draft, element)),
      remove: (element) => step((draft) => withoutElement(draft, element)),
      undo: () =>
        setSteps(({ past, now: at, future }) => {
          const before = past.at(-1);
          return before
            ? { past: past.slice(0, -1), now: before, future: [at, ...future] }
            : { past, now: at, future };
        }),
      redo: () =>
        setSteps(({ past, now: at, future: [next, ...others] }) =>
          next ? { past: [...past, at], now: next, future: others } : { past, now: at, future: [] },
        ),
      discard: () => step(() => emptyDraft(version)),
      replace: (draft) => setSteps({ past: [], now: draft, future: [] }),
    }),
    [now, changes, document, version, step],
  );
}

/** What the person typed about it before and did not save. */
function kept(owner: string, about: string): Draft | undefined {
  const text = recall(owner, about);
  return text === undefined ? undefined : (JSON.parse(text) as Draft);
}
