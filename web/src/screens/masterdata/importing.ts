import { answered, api } from "../../api/client";
import type { Kind } from "./kinds";

/** A cell of a table, or a row of it, that is refused. */
export interface Refused {
  row: number;
  column?: string | null;
  message: string;
}

/** What came of a table, or would come of it. */
export interface ImportReport {
  fingerprint?: string | null;
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  refusedRows: number;
  refused: Refused[];
}

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Checks a table, or, with the plan that the check answered, takes its rows. */
export async function importTable(kind: Kind, file: File, plan?: string): Promise<ImportReport> {
  const isWorkbook = file.name.toLowerCase().endsWith(".xlsx");
  const answer = await answered(
    api.POST("/v1/masterdata/{kind}/import", {
      params: {
        path: { kind },
        query: plan === undefined ? { dryRun: true } : {},
        header: plan ? { "CAS-Plan": plan } : {},
      },
      headers: { "Content-Type": isWorkbook ? workbook : "text/csv" },
      body: "",
      bodySerializer: () => file,
    }),
  );
  // The API's description names the answer of another import here.
  return answer as unknown as ImportReport;
}
