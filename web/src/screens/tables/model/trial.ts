/** What a test of a cell gave, in the words of the API. */
export interface CellOutcome {
  kind: string;
}

/** A cell that was tested, with the value that it saw. */
export interface TriedCell {
  input: string;
  cell: string;
  value: unknown;
  outcome: CellOutcome;
}

/** A row that was tested. */
export interface TriedRow {
  row: string;
  cells: TriedCell[];
  outcome: CellOutcome;
}

/** A row that failed in one cell alone; without an input it does not hold on the day. */
export interface NearMiss {
  row: string;
  input?: string | null;
  cell?: string | null;
  value?: unknown;
  outcome: CellOutcome;
  outrankedBy?: string | null;
}

/** What a table was asked once: of an item, or of the declaration. */
export interface Asked {
  item?: number | null;
  inputs: Record<string, unknown>;
  rows: TriedRow[];
  nearMisses?: { more: number; rows: NearMiss[] };
}

/** What the grid shows of a trial in a row. */
export interface RowTrial {
  isHit: boolean;
  /** The value that each condition saw, by the input's name. */
  saw: ReadonlyMap<string, { value: string; matched: boolean }>;
}

/** A value as text. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What a trial writes into the rows of the grid. */
export function trialRows(asked: Asked | undefined): ReadonlyMap<string, RowTrial> {
  const rows = new Map<string, RowTrial>();
  for (const { row, input, value } of asked?.nearMisses?.rows ?? []) {
    const saw = new Map<string, { value: string; matched: boolean }>();
    if (input) saw.set(input, { value: valueText(value) || "–", matched: false });
    rows.set(row, { isHit: false, saw });
  }
  for (const { row, cells, outcome } of asked?.rows ?? []) {
    const saw = cells
      .filter((it) => it.outcome.kind !== "any")
      .map((it) => {
        const matched = it.outcome.kind === "matched";
        return [it.input, { value: valueText(it.value) || "–", matched }] as const;
      });
    rows.set(row, { isHit: outcome.kind === "fired", saw: new Map(saw) });
  }
  return rows;
}
