import { useEffect, useRef, useState } from "react";
import { listenToChanges } from "../../api/changes";
import type { Search } from "../../app/search";
import { type DamagedRow, filterOf, isDamaged, type Row, rowOf } from "./rows";
import { useStateOf } from "./useStateOf";

/** How long a row is tinted that changed before one's eyes. */
const tint = 700;

/** Declarations that are read at the same time. */
const together = 12;

/** The most declarations that are read one by one, those that are shown first; of a flood the list
 * is read again by hand. */
const most = 240;

/** What is known of a list that it does not show yet. */
interface State {
  /** Rows as they are now, by id. */
  now: ReadonlyMap<string, Row>;
  /** Rows that are shown and would not be, would stand elsewhere, or would come. */
  left: ReadonlySet<string>;
  moved: ReadonlySet<string>;
  entered: ReadonlySet<string>;
}

const nothing: State = { now: new Map(), left: new Set(), moved: new Set(), entered: new Set() };

/** A list as it is shown, and what changed since. */
export interface Live extends State {
  /** Rows that changed a moment ago. */
  fresh: ReadonlySet<string>;
  /** How many rows would enter, leave or move. */
  count: number;
  /** Forgets it, once the list was read again. */
  clear(): void;
}

/** Follows the rows of a list: values change in place, places do not. */
export function useLive(tenant: string, search: Search, rows: readonly (Row | DamagedRow)[]): Live {
  const key = JSON.stringify(search);
  const [state, setState] = useStateOf(key, nothing);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const shown = useRef(rows);
  shown.current = rows;
  useEffect(() => {
    const asked = JSON.parse(key) as Search;
    let isOver = false;
    const follow = async (lrns: ReadonlySet<string>) => {
      const here = new Set(shown.current.map((row) => ("lrn" in row ? row.lrn : "")));
      const all = [...lrns].sort((a, b) => Number(here.has(b)) - Number(here.has(a)));
      for (let from = 0; from < Math.min(all.length, most); from += together) {
        const some = all.slice(from, from + together);
        const read = await Promise.all(some.map((lrn) => look(lrn, asked).catch(() => undefined)));
        if (isOver) return;
        const seen = read.filter((it) => it !== undefined);
        setState((before) =>
          seen.reduce((it, found) => add(it, found, shown.current, asked), before),
        );
        setFresh(new Set(seen.map((it) => it.row.id)));
      }
      window.setTimeout(() => setFresh(new Set()), tint);
    };
    const stop = listenToChanges(tenant, (lrns) => void follow(lrns));
    return () => {
      isOver = true;
      stop();
    };
  }, [tenant, key, setState]);
  const changed = new Set([...state.left, ...state.moved, ...state.entered]);
  return { ...state, fresh, count: changed.size, clear: () => setState(nothing) };
}

interface Found {
  row: Row;
  fits: boolean;
}

/** A declaration as it is now, and whether the search finds it. */
async function look(lrn: string, search: Search): Promise<Found | undefined> {
  const { sort: _sort, ...asked } = search;
  const row = await rowOf(lrn);
  if (!row) return undefined;
  if (Object.keys(filterOf(search)).length === 0) {
    return { row, fits: groupsOf(search.group).includes(row.statusGroup) };
  }
  // Another number is asked for: it is that one or not.
  if (asked.lrn) return { row, fits: asked.lrn === lrn };
  return { row, fits: (await rowOf(lrn, asked)) !== undefined };
}

function groupsOf(group: string | undefined): readonly string[] {
  if (group === "open" || group === undefined) return ["problem", "toDo", "withCustoms"];
  return [group === "todo" ? "toDo" : group];
}

function add(
  before: State,
  { row, fits }: Found,
  shown: readonly (Row | DamagedRow)[],
  search: Search,
): State {
  const old = shown.find((it) => it.id === row.id);
  const left = without(before.left, row.id);
  const moved = without(before.moved, row.id);
  const entered = without(before.entered, row.id);
  if (!old || isDamaged(old)) {
    if (fits) entered.add(row.id);
    return { ...before, entered };
  }
  if (!fits) left.add(row.id);
  else if (placeOf(old, search.sort) !== placeOf(row, search.sort)) moved.add(row.id);
  return { now: new Map(before.now).set(row.id, row), left, moved, entered };
}

function without(set: ReadonlySet<string>, id: string): Set<string> {
  const copy = new Set(set);
  copy.delete(id);
  return copy;
}

/** What decides on the place of a row in an order. */
function placeOf(row: Row, sort = ""): string | null | undefined {
  switch (sort.replace(/^-/u, "")) {
    case "next":
      return `${row.statusGroup} ${row.next.dueAt ?? ""}`;
    case "due":
      return row.next.dueAt;
    case "changed":
      return row.lastUpdated;
    case "status":
      return row.currentStatus;
    case "mrn":
      return row.mrn;
    case "party":
      return row.party;
    default:
      return row.creationDate;
  }
}
