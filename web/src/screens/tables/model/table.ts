/** What a column of conditions reads. */
export interface TableInput {
  name: string;
  label?: string;
  expression?: string;
  type: ColumnType;
}

/** What a column of results fills. */
export interface TableOutput {
  name: string;
  label?: string;
  type: ColumnType;
  mode?: string;
  default?: string;
  allowedValues?: string[];
}

export type ColumnType = "text" | "number" | "boolean" | "date" | "code" | "tariffCode";

/** A rule: when all its conditions match, its results hold. */
export interface TableRow {
  id: string;
  conditions: readonly string[];
  outputs: readonly string[];
  enabled?: boolean;
  validFrom?: string;
  validTo?: string;
  note?: string;
}

/** A decision table as the configuration keeps it. */
export interface DecisionTable {
  name: string;
  hitPolicy?: string;
  inputs: readonly TableInput[];
  outputs: readonly TableOutput[];
  rows: readonly TableRow[];
}

/** A test that stands with the table. */
export interface TableTest {
  name: string;
  inputs: Record<string, unknown>;
  asOf?: string;
  expect?: Record<string, unknown>;
}

/** What a version of a decision table holds. */
export interface TableDocument {
  table: DecisionTable;
  tests?: readonly TableTest[];
}

/** Reads the document of a version, which the API describes only as an object. */
export function tableDocument(document: unknown): TableDocument {
  return document as TableDocument;
}

/** A value where the API's description says no more than that it is an object. */
export function asObject(value: object): Record<string, never> {
  return value as Record<string, never>;
}

/** An id for a new row that no other row has. */
export function freshId(taken: ReadonlySet<string>, wanted = "row"): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, "");
  let at = 2;
  while (taken.has(`${stem} ${at}`)) at += 1;
  return `${stem} ${at}`;
}

/** The ids of all rows. */
export function idsOf(rows: readonly TableRow[]): Set<string> {
  return new Set(rows.map((it) => it.id));
}

/** A row that says nothing yet. */
export function emptyRow(table: DecisionTable, id: string): TableRow {
  return {
    id,
    conditions: table.inputs.map(() => "-"),
    outputs: table.outputs.map(() => ""),
  };
}
