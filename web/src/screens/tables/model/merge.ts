import { sameRow } from "./changes";
import { type Column, cellOf, columnsOf, withCell } from "./columns";
import type { DecisionTable, TableRow } from "./table";

/** A cell that two persons changed. */
export interface Clash {
  row: string;
  column: Column;
  before: string;
  theirs: string;
  mine: string;
}

/** What becomes of two persons' changes: all of them together, but for what both changed. */
export interface Merge {
  table: DecisionTable;
  clashes: readonly Clash[];
  /** Rows that I changed and they took away; they stay. */
  kept: readonly string[];
}

function byId(table: DecisionTable): Map<string, TableRow> {
  return new Map(table.rows.map((row) => [row.id, row]));
}

/** Puts two drafts together that began from the same one. Where both changed a cell, mine stands. */
export function merged(base: DecisionTable, theirs: DecisionTable, mine: DecisionTable): Merge {
  const before = byId(base);
  const others = byId(theirs);
  const ours = byId(mine);
  const columns = columnsOf(theirs);
  const clashes: Clash[] = [];
  const kept: string[] = [];
  const rows: TableRow[] = [];
  for (const row of mine.rows) {
    const old = before.get(row.id);
    const other = others.get(row.id);
    if (!other) {
      if (!old) rows.push(row);
      else if (!sameRow(old, row)) {
        rows.push(row);
        kept.push(row.id);
      }
      continue;
    }
    if (!old || sameRow(old, row)) {
      rows.push(old ? other : row);
      continue;
    }
    let put = other;
    for (const column of columns) {
      const was = cellOf(old, column);
      const my = cellOf(row, column);
      const their = cellOf(other, column);
      if (my === was) continue;
      if (their !== was && their !== my) {
        clashes.push({ row: row.id, column, before: was, theirs: their, mine: my });
      }
      put = withCell(put, column, my);
    }
    rows.push(put);
  }
  const placed = new Set(rows.map((it) => it.id));
  theirs.rows.forEach((row, at) => {
    const isTheirNew = !before.has(row.id) && !ours.has(row.id);
    if (isTheirNew && !placed.has(row.id)) rows.splice(Math.min(at, rows.length), 0, row);
  });
  return { table: { ...theirs, rows }, clashes, kept };
}

/** Takes theirs in a cell that both changed. */
export function withTheirs(table: DecisionTable, clash: Clash): DecisionTable {
  const rows = table.rows.map((row) =>
    row.id === clash.row ? withCell(row, clash.column, clash.theirs) : row,
  );
  return { ...table, rows };
}
