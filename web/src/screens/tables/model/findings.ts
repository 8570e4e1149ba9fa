import type { Check } from "../data";
import type { Column } from "./columns";

/** What the server says of a cell, a row or the whole table. */
export interface Finding {
  severity: "error" | "warning";
  message: string;
  /** What to do about it, where the server says so. */
  advice?: string;
  row?: string;
  /** The column of the grid; the name of the row where no column is meant. */
  column?: string;
}

/** What is said of the cells of a row, by column. */
export type RowFindings = ReadonlyMap<string, Finding>;

/** All findings of a table, errors first. */
export interface Findings {
  list: readonly Finding[];
  byRow: ReadonlyMap<string, RowFindings>;
  errors: number;
  warnings: number;
}

/** Puts what the server says to the cells that it is about. */
export function findingsOf(check: Check | undefined, columns: readonly Column[]): Findings {
  const byName = new Map<string, string>();
  for (const column of columns) {
    if (!byName.has(column.name)) byName.set(column.name, column.id);
  }
  const placed = (row?: string | null, column?: string | null) => ({
    ...(row && { row, column: (column && byName.get(column)) || "name" }),
  });
  const errors = (check?.faults ?? []).map(
    (it): Finding => ({ severity: "error", message: it.message, ...placed(it.row, it.column) }),
  );
  const warnings = (check?.warnings ?? []).map(
    (it): Finding => ({
      severity: it.severity === "error" ? "error" : "warning",
      message: it.message,
      advice: it.description,
      ...placed(it.row, it.column),
    }),
  );
  const list = [...errors, ...warnings].sort(
    (one, other) => Number(other.severity === "error") - Number(one.severity === "error"),
  );
  const byRow = new Map<string, Map<string, Finding>>();
  for (const finding of list) {
    if (!finding.row || !finding.column) continue;
    const cells = byRow.get(finding.row) ?? new Map<string, Finding>();
    if (!cells.has(finding.column)) cells.set(finding.column, finding);
    byRow.set(finding.row, cells);
  }
  const errorCount = list.filter((it) => it.severity === "error").length;
  return { list, byRow, errors: errorCount, warnings: list.length - errorCount };
}
