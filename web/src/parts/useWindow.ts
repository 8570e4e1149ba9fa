import { type RefObject, useLayoutEffect, useState } from "react";

/** Which lines of a list of fixed heights are drawn: those in view, and some beyond. */
export interface Shown {
  from: number;
  to: number;
}

/** Lines drawn beyond what is in view, so that scrolling shows no holes. */
const beyond = 12;

/** The window of a list whose line `n` begins at `n * height`. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  height: number,
): Shown {
  const [shown, setShown] = useState<Shown>({ from: 0, to: 60 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const first = Math.floor(element.scrollTop / height);
      const lines = Math.ceil(element.clientHeight / height);
      const from = Math.max(0, first - beyond);
      const to = Math.min(count, first + lines + beyond);
      setShown((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [scroller, count, height]);
  return shown;
}
