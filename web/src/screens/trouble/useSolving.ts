import { useCallback, useEffect, useRef, useState } from "react";
import type { Alert } from "./query";

/** How long what was solved can be taken back, in milliseconds. */
const timeToUndo = 10_000;

/**
 * Solves alerts after a while in which that can be undone: what the server was told stays told.
 * Leaving the screen, or solving the next, ends the while.
 */
export function useSolving(solve: (alert: Alert) => void) {
  const [going, setGoing] = useState<Alert>();
  const latest = useRef<Alert>(undefined);
  const send = useRef(solve);
  send.current = solve;
  const finish = useCallback(() => {
    if (latest.current) send.current(latest.current);
    latest.current = undefined;
    setGoing(undefined);
  }, []);
  const begin = (alert: Alert) => {
    finish();
    latest.current = alert;
    setGoing(alert);
  };
  const undo = () => {
    latest.current = undefined;
    setGoing(undefined);
  };
  useEffect(() => {
    if (!going) return;
    const timer = window.setTimeout(finish, timeToUndo);
    return () => window.clearTimeout(timer);
  }, [going, finish]);
  useEffect(() => finish, [finish]);
  return { going, begin, undo };
}
