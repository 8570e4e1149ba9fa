import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { asObject, type DecisionTable, type TableDocument, type TableRow } from "./model/table";

export type VersionHead = components["schemas"]["VersionHead"];
export type Version = components["schemas"]["VersionAnswer"];
export type Saved = components["schemas"]["SavedVersionAnswer"];
export type Warning = components["schemas"]["ConfigurationWarning"];
export type Fault = components["schemas"]["FieldProblem"];

const kind = "decisiontables";

/** All decision tables with their versions, the newest first. */
export function tablesQuery(tenant: string) {
  return queryOptions({
    queryKey: ["tables", tenant],
    queryFn: async ({ signal }) => {
      const names: components["schemas"]["ConfigurationEntry"][] = [];
      let cursor: string | undefined;
      do {
        const query = cursor ? { cursor } : {};
        const page = await answered(
          api.GET("/v1/configuration/{kind}", { params: { path: { kind }, query }, signal }),
        );
        names.push(...page.names);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return names;
    },
  });
}

/** The versions of one table, the newest first. */
export function versionsQuery(tenant: string, name: string) {
  return queryOptions({
    queryKey: ["table", tenant, name, "versions"],
    queryFn: async ({ signal }) => {
      const path = { kind, name };
      const found = await answered(
        api.GET("/v1/configuration/{kind}/{name}", { params: { path }, signal }),
      );
      return [...found.versions].sort((one, other) => other.version - one.version);
    },
  });
}

/** A version with all its rows; it is read again only when somebody asks for it. */
export function versionQuery(tenant: string, name: string, version: string) {
  return queryOptions({
    queryKey: ["table", tenant, name, "version", version],
    queryFn: ({ signal }) => readVersion(name, version, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

export function readVersion(name: string, version: string, signal?: AbortSignal): Promise<Version> {
  const path = { kind, name, version };
  return answered(
    api.GET("/v1/configuration/{kind}/{name}/versions/{version}", {
      params: { path },
      ...(signal && { signal }),
    }),
  );
}

/** Saves the draft; a state that somebody else saved since is refused. */
export async function saveDraft(
  name: string,
  document: TableDocument,
  etag: string | undefined,
): Promise<Saved> {
  const header = etag ? { "If-Match": `"${etag}"` } : {};
  const saved = await answered(
    api.PUT("/v1/configuration/{kind}/{name}/draft", {
      params: { path: { kind, name }, header },
      body: asObject(document),
    }),
  );
  if (!("version" in saved)) throw new Error("the draft was not saved");
  return saved;
}

/** What the server says of a table, without saving it. */
export interface Check {
  faults: readonly Fault[];
  warnings: readonly Warning[];
}

/** The server's reading of a whole table, with what its analysis finds. */
export async function checkTable(name: string, document: TableDocument): Promise<Check> {
  const found = await checked(name, { document: asObject(document), cells: [], rows: [] });
  return { faults: found.problems, warnings: found.warnings };
}

/** The most rows that one check of single rows takes. */
export const mostRowsChecked = 500;

/** The server's reading of some rows: quick, and without what only the whole table shows. */
export async function checkRows(table: DecisionTable, rows: readonly TableRow[]): Promise<Check> {
  const found = await checked(table.name, rowsRequest(table, rows));
  const faults: Fault[] = [...found.problems];
  const warnings: Warning[] = [];
  for (const cell of found.cells ?? []) {
    const { row, column } = cell;
    for (const { message, characters } of cell.errors ?? []) {
      faults.push({ path: "table", message, row, column, ...(characters && { characters }) });
    }
    for (const { code, severity, message } of cell.warnings ?? []) {
      const about = { kind: "decisionTable", name: table.name, description: "" };
      warnings.push({ ...about, code, severity, message, row, column });
    }
  }
  return { faults, warnings };
}

function rowsRequest(table: DecisionTable, rows: readonly TableRow[]) {
  return {
    cells: [],
    columns: asObject({ inputs: table.inputs, outputs: table.outputs }),
    rows: rows.map(asObject),
  };
}

function checked(name: string, body: components["schemas"]["DraftCheckRequest"]) {
  const path = { kind, name };
  return answered(
    api.POST("/v1/configuration/{kind}/{name}/draft/check", { params: { path }, body }),
  );
}

/** What a row says, in both languages, from the server's own reading of it. */
export function sentenceQuery(table: DecisionTable, row: TableRow | undefined) {
  return queryOptions({
    queryKey: ["sentence", table.name, table.inputs, table.outputs, row],
    queryFn: async () => {
      const body = rowsRequest(table, row ? [row] : []);
      const found = await checked(table.name, body);
      return found.sentences?.[0] ?? null;
    },
    enabled: row !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
    placeholderData: (before: Sentence | null | undefined) => before,
  });
}

type Sentence = components["schemas"]["RowSentenceAnswer"];

/** What names the table: steps of flows, settings. */
export function usesQuery(tenant: string, name: string) {
  return queryOptions({
    queryKey: ["table", tenant, name, "uses"],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/configuration/{kind}/{name}/uses", {
          params: { path: { kind, name } },
          signal,
        }),
      ),
    retry: false,
  });
}

/** Throws the draft away. */
export function dropDraft(name: string, etag: string): Promise<unknown> {
  return answered(
    api.DELETE("/v1/configuration/{kind}/{name}/draft", {
      params: { path: { kind, name }, header: { "If-Match": `"${etag}"` } },
    }),
  );
}
