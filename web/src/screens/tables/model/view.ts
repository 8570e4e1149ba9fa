import { type Column, cellOf } from "./columns";
import type { TableRow } from "./table";

/** What of the rows is seen, and in which order: a view, which never moves the rows themselves. */
export interface View {
  /** Words that stand in some cell. */
  find: string;
  /** Texts that cells of a column contain, by column. */
  filters: Readonly<Record<string, string>>;
  /** The column that it is sorted by, `-` in front for downwards. */
  sort: string;
  /** The column that it is grouped by. */
  group: string;
  only: "" | "changed" | "faults" | "expired";
}

function contains(row: TableRow, wanted: string): boolean {
  const found = (text: string | undefined) => text?.toLocaleLowerCase().includes(wanted) ?? false;
  return found(row.id) || row.conditions.some(found) || row.outputs.some(found) || found(row.note);
}

const order = new Intl.Collator(undefined, { numeric: true });

/** The numbers of the rows that are seen, in the order in which they are seen. */
export function seenRows(
  rows: readonly TableRow[],
  columns: readonly Column[],
  view: View,
  isWanted: (row: TableRow) => boolean,
): readonly number[] {
  const byId = new Map(columns.map((it) => [it.id, it]));
  const find = view.find.trim().toLocaleLowerCase();
  const filters = Object.entries(view.filters).flatMap(([id, text]) => {
    const column = byId.get(id);
    return column && text !== "" ? [{ column, text: text.toLocaleLowerCase() }] : [];
  });
  const seen: number[] = [];
  rows.forEach((row, at) => {
    if (find !== "" && !contains(row, find)) return;
    if (!filters.every((it) => cellOf(row, it.column).toLocaleLowerCase().includes(it.text)))
      return;
    if (view.only !== "" && !isWanted(row)) return;
    seen.push(at);
  });
  const isDown = view.sort.startsWith("-");
  const by = [byId.get(view.group), byId.get(isDown ? view.sort.slice(1) : view.sort)];
  const keys = by.map((column) => column && rows.map((row) => cellOf(row, column)));
  if (keys.every((it) => it === undefined)) return seen;
  const [groups, sorts] = keys;
  return seen.sort((one, other) => {
    const grouped = groups ? order.compare(groups[one] ?? "", groups[other] ?? "") : 0;
    if (grouped !== 0) return grouped;
    const sorted = sorts ? order.compare(sorts[one] ?? "", sorts[other] ?? "") : 0;
    return (isDown ? -sorted : sorted) || one - other;
  });
}
