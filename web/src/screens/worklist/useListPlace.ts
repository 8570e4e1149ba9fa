import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { twoLines, useMedia } from "../../parts/useMedia";
import { placeIn, rememberPlace } from "./place";

/** The height of a row, as tokens have it; of two lines in small windows. */
export function useRowHeight(): number {
  return useMedia(twoLines) ? 52 : 32;
}

/** Comes back to where somebody was in this list, and remembers it when it is left. */
export function usePlace(
  scroller: RefObject<HTMLDivElement | null>,
  name: string,
  cursor: string | undefined,
  hasRows: boolean,
  top: number,
  rowHeight: number,
): void {
  const returned = useRef("");
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !hasRows || returned.current === name) return;
    returned.current = name;
    element.scrollTop = placeIn(name)?.top ?? 0;
    // Somebody went on to other rows elsewhere; the router puts scrolled regions back before.
    const frame = window.requestAnimationFrame(() => {
      const below = element.scrollTop + element.clientHeight - 3 * rowHeight;
      if (top < element.scrollTop || top > below)
        element.scrollTop = top - element.clientHeight / 2;
    });
    return () => window.cancelAnimationFrame(frame);
  }, [scroller, name, hasRows, top, rowHeight]);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !cursor) return;
    const remember = () => {
      if (returned.current === name) rememberPlace(name, { id: cursor, top: element.scrollTop });
    };
    remember();
    element.addEventListener("scrollend", remember);
    return () => element.removeEventListener("scrollend", remember);
  }, [scroller, name, cursor]);
}

/** Keeps the cursor's row at its height when the list was read again. */
export function useSteadyCursor(
  scroller: RefObject<HTMLDivElement | null>,
  cursor: string | undefined,
  at: number,
  topOf: (index: number) => number,
  rows: readonly unknown[],
): void {
  const before = useRef<{ cursor: string | undefined; top: number; rows: readonly unknown[] }>({
    cursor,
    top: 0,
    rows,
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    const top = topOf(at);
    const old = before.current;
    if (element && old.rows !== rows && old.rows.length > 0 && old.cursor === cursor && cursor) {
      element.scrollTop += top - old.top;
    }
    before.current = { cursor, top, rows };
  }, [scroller, cursor, at, topOf, rows]);
}
