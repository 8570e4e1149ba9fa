import { forget, recall, remember } from "../../../api/typed";
import type { DecisionTable, TableRow } from "./table";

/** What was edited and not saved: the rows that changed, and the order of all where it did. */
interface Kept {
  /** The state of the draft that it began from. */
  etag: string;
  rows: TableRow[];
  order?: string[];
}

function nameOf(tenant: string, table: string): string {
  return `table.${tenant}.${table}`;
}

/** Keeps the unsaved changes on this device; without any, nothing is kept. */
export function keepEdits(
  person: string,
  tenant: string,
  saved: DecisionTable,
  etag: string,
  table: DecisionTable,
): void {
  const name = nameOf(tenant, table.name);
  if (saved === table) {
    forget(person, name);
    return;
  }
  const before = new Map(saved.rows.map((row) => [row.id, row]));
  const rows = table.rows.filter((row) => before.get(row.id) !== row);
  const isMoved =
    saved.rows.length !== table.rows.length ||
    table.rows.some((row, at) => saved.rows[at]?.id !== row.id);
  const kept: Kept = { etag, rows, ...(isMoved && { order: table.rows.map((row) => row.id) }) };
  try {
    remember(person, name, JSON.stringify(kept));
  } catch {
    // The device's store is full: what is edited is still on the screen.
  }
}

/** The unsaved changes of this device put back, where they began from this very state. */
export function keptEdits(
  person: string,
  tenant: string,
  saved: DecisionTable,
  etag: string,
): DecisionTable | undefined {
  const text = recall(person, nameOf(tenant, saved.name));
  if (!text) return undefined;
  const kept = JSON.parse(text) as Kept;
  if (kept.etag !== etag) return undefined;
  const changed = new Map(kept.rows.map((row) => [row.id, row]));
  const all = new Map([...saved.rows.map((row) => [row.id, row] as const), ...changed]);
  const order = kept.order ?? saved.rows.map((row) => row.id);
  const rows = order.flatMap((id) => all.get(id) ?? []);
  return { ...saved, rows };
}
