import type { MessageDescriptor } from "@lingui/core";
import { useEffect, useState } from "react";
import { Problem } from "../../api/problem";
import { type BulkRequest, begin } from "./bulk";

/** How long what was done can be undone, in milliseconds. */
const timeToUndo = 10_000;

/** What was done at once, and what undoes it. */
export interface Done {
  words: MessageDescriptor;
  back: readonly BulkRequest[];
}

/** Remembers for ten seconds what was done last. */
export function useUndo(failed: (why: string) => void) {
  const [done, setDone] = useState<Done>();
  useEffect(() => {
    if (!done) return;
    const timer = window.setTimeout(() => setDone(undefined), timeToUndo);
    return () => window.clearTimeout(timer);
  }, [done]);
  const undo = async () => {
    if (!done) return;
    setDone(undefined);
    try {
      for (const request of done.back) await begin(request);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      failed(problem.message);
    }
  };
  return { done, did: setDone, undo: () => void undo() };
}
