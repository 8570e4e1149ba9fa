import { answered, api } from "../../api/client";
import { keepFile } from "../../api/download";
import type { paths } from "../../api/schema";
import type { Search } from "../../app/search";
import { statuses } from "../../parts/statuses";
import { allRows, type Row } from "./rows";

type Query = NonNullable<paths["/v1/declarations/export"]["get"]["parameters"]["query"]>;

/** The names by which exports and saved views know columns of this list. */
export const exported: readonly string[] = [
  "customsShipmentReference",
  "direction",
  "currentStatus",
  "lrn",
  "mrn",
  "arc",
  "ucr",
  "customsFlow",
  "customsFlowStep",
  "system",
  "declarationType",
  "jurisdiction",
  "shipFrom",
  "shipTo",
  "company",
  "plant",
  "storageLocation",
  "acceptanceDate",
  "dueAt",
  "errors",
  "warnings",
  "assignee",
  "flag",
  "creationDate",
  "lastUpdated",
  "id",
];

/** Parameters that exports take as they stand in the list's address. */
const same: readonly string[] = [
  "externalReference",
  "direction",
  "shipFrom",
  "shipTo",
  "lrn",
  "mrn",
  "arc",
  "ucr",
  "customsFlow",
  "declarationDateFrom",
  "declarationDateTo",
  "creationDateFrom",
  "creationDateTo",
  "lastUpdatedFrom",
  "lastUpdatedTo",
];

/** Parameters that exports call otherwise. */
const renamed: Readonly<Record<string, string>> = {
  status: "currentStatus[]",
  jurisdiction: "jurisdiction[]",
  storageLocation: "storageLocation[]",
  customsFlowStep: "customsFlowStep[]",
};

/** The most rows of a table that is made here. */
const mostHere = 20_000;

/** The statuses of a tab. */
function statusesOf(group: string | undefined): string[] {
  const looks: Record<string, readonly string[]> = {
    open: ["problem", "todo", "customs"],
    problem: ["problem"],
    todo: ["todo"],
    withCustoms: ["customs"],
    done: ["done", "closed"],
  };
  const wanted = looks[group ?? "open"] ?? [];
  return Object.entries(statuses)
    .filter(([, { look }]) => wanted.includes(look))
    .map(([name]) => name);
}

/** A search as exports take it; undefined where it has a filter that they do not know. */
export function exportable(search: Search): Query | undefined {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(search)) {
    if (name === "group" || name === "sort" || value === undefined) continue;
    const other = renamed[name];
    if (same.includes(name)) query[name] = value;
    else if (other) query[other] = value.split(",");
    else return undefined;
  }
  query["currentStatus[]"] ??= statusesOf(search.group);
  return query as Query;
}

/** Loads what a search finds down as a table. */
export async function exportRows(
  search: Search,
  columns: readonly string[],
  format: "csv" | "xlsx",
): Promise<void> {
  const names = exported.filter((name) => columns.includes(name));
  const query = exportable(search);
  const name = `declarations-${new Date().toISOString().slice(0, 10)}.${format}`;
  if (!query) return keepFile(name, tableOf(await allRows(search, mostHere), names));
  const asked = { ...query, format, columns: names.join(",") };
  const content = await answered<unknown>(
    api.GET("/v1/declarations/export", { params: { query: asked }, parseAs: "blob" }),
  );
  keepFile(name, content as Blob);
}

/** Rows as CSV, as the server writes it. */
function tableOf(rows: readonly Row[], names: readonly string[]): Blob {
  const lines = [names, ...rows.map((row) => names.map((name) => cellOf(row, name)))];
  const text = lines.map((cells) => cells.map(quoted).join(",")).join("\r\n");
  return new Blob([`\uFEFF${text}\r\n`], { type: "text/csv;charset=utf-8" });
}

function cellOf(row: Row, name: string): string {
  const special: Record<string, unknown> = {
    dueAt: row.next.dueAt,
    errors: row.errorCount,
    warnings: row.warningCount,
  };
  const value = name in special ? special[name] : row[name as keyof Row];
  return value === null || value === undefined ? "" : String(value);
}

/** A cell; what a spreadsheet would take for a formula is kept as text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
