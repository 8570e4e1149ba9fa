import { useMemo, useState } from "react";
import type { Search } from "../../app/search";
import { useStable } from "../../parts/useStable";
import type { Column } from "./model/columns";
import type { View } from "./model/view";

/** Columns as the person likes them: comfort, kept on this device. */
interface Comfort {
  hidden: string[];
  /** All columns in their order; those that are not named come after them. */
  order: string[];
  frozen: number;
}

/** What is seen of a table, and what changes it. */
export interface ViewHands extends View {
  columns: readonly Column[];
  hidden: readonly string[];
  frozen: number;
  filter: (column: string, text: string) => void;
  sortBy: (sort: string) => void;
  groupBy: (column: string) => void;
  search: (text: string) => void;
  show: (only: View["only"]) => void;
  clear: () => void;
  freeze: (count: number) => void;
  turn: (column: string) => void;
  move: (column: string, step: number) => void;
}

/** Which columns are hidden until somebody shows them: those in which no row says anything. */
function comfortOf(name: string): Comfort {
  const kept = localStorage.getItem(nameOf(name));
  const usual = { hidden: ["to", "enabled"], order: [], frozen: 1 };
  return kept ? { ...usual, ...(JSON.parse(kept) as Partial<Comfort>) } : usual;
}

function nameOf(table: string): string {
  return `cas.table.${table}`;
}

function filtersOf(where: string | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(where));
}

/** The view of a table: what changes what is seen stands in the address, comfort on the device. */
export function useView(
  name: string,
  all: readonly Column[],
  address: Search,
  change: (to: Search) => void,
): ViewHands {
  const [comfort, setComfort] = useState(() => comfortOf(name));
  const keep = useStable((next: Comfort) => {
    localStorage.setItem(nameOf(name), JSON.stringify(next));
    setComfort(next);
  });
  const changeTo = useStable(change);
  const ordered = useMemo(() => {
    const place = new Map(comfort.order.map((id, at) => [id, at]));
    const at = (column: Column, natural: number) => place.get(column.id) ?? natural;
    const sorted = all
      .map((column, natural) => ({ column, at: at(column, natural) }))
      .sort((one, other) => one.at - other.at)
      .map((it) => it.column);
    // The name stays where rows begin.
    return [
      ...sorted.filter((it) => it.part === "name"),
      ...sorted.filter((it) => it.part !== "name"),
    ];
  }, [all, comfort.order]);
  const columns = useMemo(
    () => ordered.filter((it) => !comfort.hidden.includes(it.id)),
    [ordered, comfort.hidden],
  );
  const filters = useMemo(() => filtersOf(address.where), [address.where]);
  const only = (["changed", "faults", "expired"] as const).find((it) => it === address.only) ?? "";
  const { q = "", sort = "", by = "" } = address;
  // Stays the same until what is seen changes, so that heads are not drawn with each cell.
  return useMemo(
    () => ({
      find: q,
      filters,
      sort,
      group: by,
      only,
      columns,
      hidden: comfort.hidden,
      frozen: Math.min(comfort.frozen, columns.length),
      filter: (column, text) => {
        const next = { ...filters, [column]: text };
        if (text === "") delete next[column];
        changeTo({ where: new URLSearchParams(next).toString() });
      },
      sortBy: (to) => changeTo({ sort: to }),
      groupBy: (to) => changeTo({ by: to }),
      search: (to) => changeTo({ q: to }),
      show: (to) => changeTo({ only: to }),
      clear: () => changeTo({ q: "", where: "", only: "" }),
      freeze: (frozen) => keep({ ...comfort, frozen }),
      turn: (column) => {
        const isHidden = comfort.hidden.includes(column);
        const hidden = isHidden
          ? comfort.hidden.filter((it) => it !== column)
          : [...comfort.hidden, column];
        keep({ ...comfort, hidden });
      },
      move: (column, step) => {
        const order = ordered.map((it) => it.id);
        const from = order.indexOf(column);
        const to = Math.min(Math.max(from + step, 1), order.length - 1);
        order.splice(from, 1);
        order.splice(to, 0, column);
        keep({ ...comfort, order });
      },
    }),
    [q, filters, sort, by, only, columns, ordered, comfort, keep, changeTo],
  );
}
