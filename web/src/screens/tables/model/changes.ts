import { type Column, cellOf } from "./columns";
import type { DecisionTable, TableRow } from "./table";

/** What a draft changed since the version it began from. */
export interface Changes {
  /** The row as it was; undefined where it is new. */
  rowBefore(id: string): TableRow | undefined;
  isNew(row: TableRow): boolean;
  isChanged(row: TableRow): boolean;
  /** Whether a cell says something else than before. */
  isCellChanged(row: TableRow, column: Column): boolean;
}

/** Two cells mean the same: quotes around a single value are the server's to set. */
function same(one: string, other: string): boolean {
  if (one === other) return true;
  const bare = (text: string) => (text === "-" ? "" : text.replaceAll(/"/g, "").trim());
  return bare(one) === bare(other);
}

function sameCells(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, at) => same(cell, other[at] ?? ""));
}

/** Whether two rows say the same. */
export function sameRow(one: TableRow, other: TableRow): boolean {
  return (
    one === other ||
    (one.id === other.id &&
      sameCells(one.conditions, other.conditions) &&
      sameCells(one.outputs, other.outputs) &&
      one.validFrom === other.validFrom &&
      one.validTo === other.validTo &&
      (one.note ?? "") === (other.note ?? "") &&
      (one.enabled ?? true) === (other.enabled ?? true))
  );
}

/** Compares with a version; with none, nothing counts as changed. */
export function changesSince(base: DecisionTable | undefined): Changes {
  const rows = new Map(base?.rows.map((row) => [row.id, row]));
  return {
    rowBefore: (id) => rows.get(id),
    isNew: (row) => base !== undefined && !rows.has(row.id),
    isChanged: (row) => {
      const before = rows.get(row.id);
      return before !== undefined && !sameRow(before, row);
    },
    isCellChanged: (row, column) => {
      const before = rows.get(row.id);
      return before !== undefined && !same(cellOf(before, column), cellOf(row, column));
    },
  };
}
