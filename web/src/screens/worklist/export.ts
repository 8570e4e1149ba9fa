import { answered, api } from "../../api/client";
import { keepFile } from "../../api/download";
import type { paths } from "../../api/schema";
import type { Search } from "../../app/search";

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

/** Loads what a search finds down as a table. */
export async function exportRows(
  search: Search,
  columns: readonly string[],
  format: "csv" | "xlsx",
): Promise<void> {
  const names = exported.filter((name) => columns.includes(name));
  const query = { ...search, view: "summary", format, columns: names.join(",") } as Query;
  const content = await answered<unknown>(
    api.GET("/v1/declarations/export", { params: { query }, parseAs: "blob" }),
  );
  keepFile(`declarations-${new Date().toISOString().slice(0, 10)}.${format}`, content as Blob);
}
