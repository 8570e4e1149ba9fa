import { type RefObject, useLayoutEffect, useState } from "react";
import type { Column } from "../model/columns";

/** The part of a grid that is drawn: rows of one height, and columns behind the frozen ones. */
export interface GridWindow {
  top: number;
  bottom: number;
  /** The first column that is drawn, of those that scroll. */
  left: number;
  right: number;
}

/** Rows drawn beyond what is in view, so that scrolling shows no holes. */
const beyond = 8;

/** Where each column begins, and where the last one ends. */
export function offsetsOf(columns: readonly Column[]): number[] {
  const offsets = [0];
  for (const column of columns) offsets.push((offsets.at(-1) ?? 0) + column.width);
  return offsets;
}

/** The window in both axes of a grid whose row `n` begins at `n * height`. */
export function useGridWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  height: number,
  offsets: readonly number[],
  frozen: number,
): GridWindow {
  const [shown, setShown] = useState<GridWindow>(() => ({
    top: 0,
    bottom: Math.min(count, 40),
    left: frozen,
    right: Math.min(offsets.length - 1, 24),
  }));
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const columns = offsets.length - 1;
    const look = () => {
      const first = Math.floor(element.scrollTop / height);
      const top = Math.max(0, first - beyond);
      const lines = Math.ceil(element.clientHeight / height);
      const bottom = Math.min(count, first + lines + beyond);
      const begin = element.scrollLeft + (offsets[frozen] ?? 0);
      const end = element.scrollLeft + element.clientWidth;
      let left = frozen;
      while (left < columns - 1 && (offsets[left + 1] ?? 0) <= begin) left += 1;
      let right = left;
      while (right < columns && (offsets[right] ?? 0) < end) right += 1;
      left = Math.max(frozen, left - 1);
      right = Math.min(columns, right + 1);
      setShown((was) => {
        const same = was.top === top && was.bottom === bottom;
        return same && was.left === left && was.right === right
          ? was
          : { top, bottom, left, right };
      });
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [scroller, count, height, offsets, frozen]);
  return shown;
}
