import type { Range } from "../../../parts/cells";
import { keptCell } from "./cellText";
import { type Column, cellOf, withCell } from "./columns";
import { type DecisionTable, emptyRow, freshId, idsOf, type TableRow } from "./table";

/** A cell that gets another text. */
export interface CellEdit {
  /** The number of the row in the table, whatever the view shows. */
  row: number;
  column: Column;
  text: string;
}

function withRows(table: DecisionTable, rows: readonly TableRow[]): DecisionTable {
  return { ...table, rows };
}

/** The table with other texts in some cells. */
export function withCells(table: DecisionTable, edits: readonly CellEdit[]): DecisionTable {
  const changed = edits.filter((it) => {
    const row = table.rows[it.row];
    return row !== undefined && cellOf(row, it.column) !== it.text;
  });
  if (changed.length === 0) return table;
  const rows = table.rows.slice();
  for (const { row, column, text } of changed) {
    const before = rows[row];
    if (!before) continue;
    const isTaken = column.part === "name" && rows.some((it) => it !== before && it.id === text);
    // Two rows of one name could not be told apart.
    if (column.part === "name" && (text === "" || isTaken)) {
      rows[row] = { ...before, id: freshId(idsOf(rows), text || "row") };
    } else rows[row] = withCell(before, column, text);
  }
  return withRows(table, rows);
}

/** What cutting, deleting or clearing leaves in a cell. */
export function clearedText(column: Column): string {
  if (column.part === "condition") return "-";
  return column.part === "enabled" ? "true" : "";
}

/** A new row below another. */
export function withNewRow(table: DecisionTable, below: number): DecisionTable {
  const rows = table.rows.slice();
  rows.splice(below + 1, 0, emptyRow(table, freshId(idsOf(rows))));
  return withRows(table, rows);
}

/** Copies of rows, below the last of them. */
export function withCopies(table: DecisionTable, of: readonly number[]): DecisionTable {
  const rows = table.rows.slice();
  const taken = idsOf(rows);
  const copies = of.flatMap((at) => {
    const row = table.rows[at];
    if (!row) return [];
    const id = freshId(taken, row.id);
    taken.add(id);
    return [{ ...row, id }];
  });
  rows.splice(Math.max(...of) + 1, 0, ...copies);
  return withRows(table, rows);
}

export function withoutRows(table: DecisionTable, gone: readonly number[]): DecisionTable {
  const numbers = new Set(gone);
  return withRows(
    table,
    table.rows.filter((_, at) => !numbers.has(at)),
  );
}

/** Moves a row up or down, which can decide which row fires. */
export function withMovedRow(table: DecisionTable, from: number, to: number): DecisionTable {
  const row = table.rows[from];
  if (!row || to < 0 || to >= table.rows.length || from === to) return table;
  const rows = table.rows.slice();
  rows.splice(from, 1);
  rows.splice(to, 0, row);
  return withRows(table, rows);
}

/** Rows that the server proposed, at the end. */
export function withProposed(table: DecisionTable, row: Partial<TableRow>): DecisionTable {
  const taken = idsOf(table.rows);
  const made = { ...emptyRow(table, ""), ...row, id: freshId(taken, row.id || "gap") };
  return withRows(table, [...table.rows, made]);
}

/** What a spreadsheet's rows would put into the cells from a corner on; rows beyond the end are new. */
export function withPasted(
  table: DecisionTable,
  pasted: readonly (readonly string[])[],
  seen: readonly number[],
  columns: readonly Column[],
  range: Range,
): DecisionTable {
  const isFill = pasted.length === 1 && pasted[0]?.length === 1;
  const height = isFill ? range.bottom - range.top + 1 : pasted.length;
  const missing = Math.max(0, range.top + height - seen.length);
  const rows = table.rows.slice();
  const taken = idsOf(rows);
  const numbers = seen.slice();
  for (let at = 0; at < missing; at += 1) {
    const id = freshId(taken);
    taken.add(id);
    numbers.push(rows.length);
    rows.push(emptyRow(table, id));
  }
  const edits: CellEdit[] = [];
  for (let down = 0; down < height; down += 1) {
    const cells = isFill ? undefined : pasted[down];
    const width = isFill ? range.right - range.left + 1 : (cells?.length ?? 0);
    for (let across = 0; across < width; across += 1) {
      const row = numbers[range.top + down];
      const column = columns[range.left + across];
      const text = isFill ? pasted[0]?.[0] : cells?.[across];
      if (row === undefined || !column || text === undefined) continue;
      edits.push({ row, column, text: keptCell(column, text) });
    }
  }
  return withPastedCells(withRows(table, rows), edits, taken);
}

/** As `withCells`, for thousands of cells: names are looked up, not searched for. */
function withPastedCells(
  table: DecisionTable,
  edits: readonly CellEdit[],
  taken: Set<string>,
): DecisionTable {
  const rows = table.rows.slice();
  for (const { row, column, text } of edits) {
    const before = rows[row];
    if (!before) continue;
    if (column.part !== "name") rows[row] = withCell(before, column, text);
    else if (text !== before.id && text !== "") {
      taken.delete(before.id);
      const id = freshId(taken, text);
      taken.add(id);
      rows[row] = { ...before, id };
    }
  }
  return withRows(table, rows);
}
