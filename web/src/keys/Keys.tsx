import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { isTyping, type KeyAct, written } from "./registry";

interface KeyBoard {
  /** Adds acts for as long as a screen is shown; the last added win. */
  add(acts: () => readonly KeyAct[]): () => void;
  /** All acts there are now, for the map of keys and the commands. */
  all(): readonly KeyAct[];
}

const Board = createContext<KeyBoard | null>(null);

/** How long the second key of two may take. */
const betweenKeys = 1200;

/** Listens to the keyboard for all screens below: one listener, so that no key is taken twice. */
export function Keys({ children }: { children: ReactNode }) {
  const sources = useRef<(() => readonly KeyAct[])[]>([]);
  const board = useMemo<KeyBoard>(
    () => ({
      add(acts) {
        sources.current.push(acts);
        return () => {
          sources.current = sources.current.filter((it) => it !== acts);
        };
      },
      all: () => sources.current.flatMap((acts) => acts()),
    }),
    [],
  );
  useEffect(() => {
    let first = "";
    let timer = 0;
    let inDialog = false;
    // Asked before the dialog hears the key: the one that closes it is not for the screen behind.
    const look = () => {
      inDialog = document.querySelector("[role=dialog]") !== null;
    };
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const one = written(event);
      const both = first ? `${first} ${one}` : one;
      window.clearTimeout(timer);
      first = "";
      const typing = isTyping(event.target);
      const acts = board.all().filter((act) => !typing || act.whileTyping);
      const matches = (act: KeyAct) =>
        [act.keys, ...(act.also ?? [])].some((keys) => keys === both);
      // A dialog's keys hide all others while it is open.
      const act = acts.findLast((it) => matches(it) && (!inDialog || it.place === "dialog"));
      if (act) {
        event.preventDefault();
        act.act();
      } else if (!inDialog && acts.some((it) => it.keys.startsWith(`${one} `))) {
        first = one;
        timer = window.setTimeout(() => {
          first = "";
        }, betweenKeys);
      }
    };
    window.addEventListener("keydown", look, true);
    window.addEventListener("keydown", listen);
    return () => {
      window.removeEventListener("keydown", look, true);
      window.removeEventListener("keydown", listen);
    };
  }, [board]);
  return <Board.Provider value={board}>{children}</Board.Provider>;
}

/** The board of keys. */
export function useBoard(): KeyBoard {
  const board = useContext(Board);
  if (!board) throw new Error("no keys here");
  return board;
}

/** Makes keys do things while the caller is shown. */
export function useKeys(acts: readonly KeyAct[]): void {
  const board = useBoard();
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => board.add(() => latest.current), [board]);
}
