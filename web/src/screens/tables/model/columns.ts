import type { ColumnType, DecisionTable, TableInput, TableOutput, TableRow } from "./table";

/** Parts of a row that stand in columns of their own. */
export type ColumnPart =
  | "name"
  | "condition"
  | "result"
  | "from"
  | "to"
  | "note"
  | "enabled"
  | "hits";

/** A column of the grid. */
export interface Column {
  /** Stays the same whatever is hidden or moved: part and name. */
  id: string;
  part: ColumnPart;
  /** Which condition or result of a row; 0 for all others. */
  at: number;
  /** How the server calls it. */
  name: string;
  /** The field it reads or fills; absent for what is about the row. */
  field?: string;
  type: ColumnType;
  width: number;
}

const widths: Record<ColumnType, number> = {
  text: 128,
  number: 96,
  boolean: 64,
  date: 104,
  code: 92,
  tariffCode: 140,
};

function condition(input: TableInput, at: number): Column {
  return {
    id: `condition:${input.name}`,
    part: "condition",
    at,
    name: input.name,
    field: input.expression ?? input.name,
    type: input.type,
    width: widths[input.type],
  };
}

function result(output: TableOutput, at: number): Column {
  const { name, type } = output;
  return { id: `result:${name}`, part: "result", at, name, field: name, type, width: widths[type] };
}

function about(part: ColumnPart, type: ColumnType, width: number): Column {
  return { id: part, part, at: 0, name: part, type, width };
}

/** What a table has columns for. */
export type Heads = Pick<DecisionTable, "inputs" | "outputs">;

/** All columns of a table: the name, conditions, results, and what is about the row. */
export function columnsOf({ inputs, outputs }: Heads): Column[] {
  return [
    about("name", "text", 140),
    ...inputs.map(condition),
    ...outputs.map(result),
    about("from", "date", 92),
    about("to", "date", 92),
    about("enabled", "boolean", 64),
    about("note", "text", 220),
    about("hits", "number", 64),
  ];
}

/** What a cell holds, as it is kept. */
export function cellOf(row: TableRow, column: Column): string {
  switch (column.part) {
    case "name":
      return row.id;
    case "condition":
      return row.conditions[column.at] ?? "";
    case "result":
      return row.outputs[column.at] ?? "";
    case "from":
      return row.validFrom ?? "";
    case "to":
      return row.validTo ?? "";
    case "note":
      return row.note ?? "";
    case "enabled":
      return row.enabled === false ? "false" : "true";
    case "hits":
      return "";
  }
}

function replaced(cells: readonly string[], at: number, text: string): string[] {
  return cells.map((it, index) => (index === at ? text : it));
}

function withOptional(
  row: TableRow,
  name: "validFrom" | "validTo" | "note",
  text: string,
): TableRow {
  const { [name]: _before, ...rest } = row;
  return text === "" ? rest : { ...rest, [name]: text };
}

/** The row with another text in a cell. */
export function withCell(row: TableRow, column: Column, text: string): TableRow {
  switch (column.part) {
    case "name":
      return { ...row, id: text };
    case "condition":
      return { ...row, conditions: replaced(row.conditions, column.at, text) };
    case "result":
      return { ...row, outputs: replaced(row.outputs, column.at, text) };
    case "from":
      return withOptional(row, "validFrom", text);
    case "to":
      return withOptional(row, "validTo", text);
    case "note":
      return withOptional(row, "note", text);
    case "enabled": {
      const { enabled: _before, ...rest } = row;
      return text === "false" ? { ...rest, enabled: false } : rest;
    }
    case "hits":
      return row;
  }
}
