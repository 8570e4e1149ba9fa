/** A cell of a row that differs. */
export interface CellChange {
  part: string;
  column?: string;
  before: unknown;
  after: unknown;
}

/** A row of a table that came, went or changed. */
export interface RowChange {
  row: string;
  kind: "added" | "removed" | "changed" | "moved";
  cells: readonly CellChange[];
}

/** The rows that differ, as the difference of a table tells them. */
export function rowChanges(rows: unknown): RowChange[] {
  if (typeof rows !== "object" || rows === null) return [];
  const told = rows as {
    added?: { id?: string; conditions?: string[]; outputs?: string[] }[];
    removed?: { id?: string }[];
    moved?: { row?: string; id?: string; before?: number; after?: number }[];
    changed?: { row?: string; id?: string; cells?: CellChange[] }[];
  };
  const written = (part: string, cells: readonly string[] = []): CellChange[] =>
    cells.length > 0 ? [{ part, before: undefined, after: cells.join(" · ") }] : [];
  return [
    ...(told.added ?? []).map(
      (it): RowChange => ({
        row: it.id ?? "",
        kind: "added",
        cells: [...written("condition", it.conditions), ...written("result", it.outputs)],
      }),
    ),
    ...(told.changed ?? []).map(
      (it): RowChange => ({ row: it.row ?? it.id ?? "", kind: "changed", cells: it.cells ?? [] }),
    ),
    ...(told.moved ?? []).map(
      (it): RowChange => ({
        row: it.row ?? it.id ?? "",
        kind: "moved",
        cells: [{ part: "place", before: it.before, after: it.after }],
      }),
    ),
    ...(told.removed ?? []).map(
      (it): RowChange => ({ row: it.id ?? "", kind: "removed", cells: [] }),
    ),
  ];
}
