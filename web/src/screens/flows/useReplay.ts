import { useCallback, useRef, useState } from "react";
import { type Period, type ReplayPage, replayPage, type TriedShipment } from "./trial";

/** A trial with all shipments of a period, and how far it is. */
export interface Replay {
  isRunning: boolean;
  isBegun: boolean;
  tried: number;
  changed: number;
  /** How many there are to try, as far as they were counted. */
  total: number;
  /** In how many declarations each field would differ. */
  fields: Readonly<Record<string, number>>;
  /** The shipments in which something would differ. */
  shipments: readonly TriedShipment[];
  error: Error | null;
  begin: (period: Period) => Promise<void>;
  stop: () => void;
}

const nothing = { tried: 0, changed: 0, total: 0, fields: {}, shipments: [] };

type Sum = Pick<Replay, "tried" | "changed" | "total" | "fields" | "shipments">;

/** Tries a draft page by page, so that one sees how far it is and can stop it. */
export function useReplay(name: string): Replay {
  const [sum, setSum] = useState<Sum>();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const turn = useRef(0);
  const begin = useCallback(
    async (period: Period) => {
      turn.current += 1;
      const mine = turn.current;
      setSum(nothing);
      setError(null);
      setRunning(true);
      try {
        let cursor: string | undefined;
        do {
          const page = await replayPage(name, period, cursor);
          if (turn.current !== mine) return;
          setSum((all = nothing) => added(all, page));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
      } catch (problem) {
        if (turn.current === mine) setError(problem as Error);
      } finally {
        if (turn.current === mine) setRunning(false);
      }
    },
    [name],
  );
  const stop = useCallback(() => {
    turn.current += 1;
    setRunning(false);
  }, []);
  return { ...(sum ?? nothing), isBegun: sum !== undefined, isRunning, error, begin, stop };
}

function added(sum: Sum, page: ReplayPage): Sum {
  const fields: Record<string, number> = { ...sum.fields };
  for (const [path, count] of Object.entries(page.fields)) {
    fields[path] = (fields[path] ?? 0) + count;
  }
  return {
    tried: sum.tried + page.tried,
    changed: sum.changed + page.changed,
    total: page.total?.count ?? sum.total,
    fields,
    shipments: [...sum.shipments, ...page.shipments],
  };
}
