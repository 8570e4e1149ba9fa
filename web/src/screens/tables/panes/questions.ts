import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../../api/client";
import type { components } from "../../../api/schema";
import { asObject, type TableRow, type TableTest } from "../model/table";
import type { Asked } from "../model/trial";

export type Replay = components["schemas"]["ReplayAnswer"];
type RowHits = components["schemas"]["RowHitsAnswer"];

/** How often each row fired, of all rows of a version. */
export function hitsQuery(tenant: string, name: string, version: number) {
  return queryOptions({
    queryKey: ["hits", tenant, name, version],
    queryFn: async ({ signal }) => {
      const rows: RowHits[] = [];
      let cursor: string | undefined;
      let since: string | undefined;
      do {
        const query = { limit: 100, ...(cursor && { cursor }) };
        const path = { name, version: `${version}` };
        const page = await answered(
          api.GET("/v1/decisiontables/{name}/versions/{version}/hits", {
            params: { path, query },
            signal,
          }),
        );
        since = page.firstAt ?? undefined;
        rows.push(...page.rows);
        // A table of many rows: the first two thousand are enough to see what is at work.
        cursor = rows.length < 2000 ? (page.nextCursor ?? undefined) : undefined;
      } while (cursor);
      return { rows, since };
    },
    staleTime: 60_000,
    retry: false,
  });
}

/** Asks a version about a declaration: what fires, and what failed in one cell alone. */
export async function explain(
  name: string,
  version: string,
  declarationId: string,
  rows: readonly string[],
): Promise<{ asOf: string; asked: Asked[] }> {
  const found = await answered(
    api.POST("/v1/decisiontables/{name}/versions/{version}/explain", {
      params: { path: { name, version } },
      body: { declarationId, nearMisses: 20, rows: [...rows] },
    }),
  );
  return { asOf: found.asOf, asked: found.asked as unknown as Asked[] };
}

/** What a version changes in the last declarations that asked the table. */
export function replay(name: string, last: number): Promise<Replay> {
  return answered(
    api.POST("/v1/decisiontables/{name}/versions/{version}/replay", {
      params: { path: { name, version: "draft" } },
      body: { last },
    }),
  );
}

/** What a test gave. */
export interface Tested {
  name: string;
  /** What was expected and is not so. */
  failures: unknown[];
}

/** Runs tests against a version; without any, those that stand with it. */
export async function runTests(
  name: string,
  version: string,
  tests: readonly TableTest[],
): Promise<{ passed: boolean; tests: Tested[]; untestedRows: string[] }> {
  const found = await answered(
    api.POST("/v1/decisiontables/{name}/versions/{version}/test", {
      params: { path: { name, version } },
      body: { tests: tests.length > 0 ? tests.map(asObject) : null },
    }),
  );
  return { ...found, tests: found.tests as unknown as Tested[] };
}

/** Values that no row matches, with the row that fills them. */
export interface Gap {
  kind: "gap";
  row: TableRow;
}

/** Values that no row matches. */
export async function findGaps(name: string, version: string) {
  const found = await answered(
    api.POST("/v1/decisiontables/{name}/versions/{version}/analyse", {
      params: { path: { name, version } },
      body: { gaps: true, asOf: null, steps: null },
    }),
  );
  const findings = found.findings as unknown as (Gap | { kind: string; row: string })[];
  const isGap = (it: (typeof findings)[number]): it is Gap => it.kind === "gap";
  return { unfinished: found.unfinished, gaps: findings.filter(isGap) };
}

/** A cell that differs between two versions. */
export interface ChangedCell {
  part: string;
  column: string;
  before?: string | null;
  after?: string | null;
}

/** How two versions differ, row by row. */
export interface RowsDifference {
  added: TableRow[];
  removed: TableRow[];
  moved: unknown[];
  changed: { row: string; cells: ChangedCell[] }[];
}

/** How a version differs from another. */
export function differenceQuery(tenant: string, name: string, version: string, from: string) {
  return queryOptions({
    queryKey: ["table", tenant, name, "told", "difference", version, from],
    queryFn: async ({ signal }) => {
      const query = from ? { from } : {};
      const found = await answered(
        api.GET("/v1/decisiontables/{name}/versions/{version}/difference", {
          params: { path: { name, version }, query },
          signal,
        }),
      );
      return { ...found, rows: found.rows as unknown as RowsDifference };
    },
    retry: false,
  });
}

/** Makes a test of a declaration; it stands in the draft then. */
export function makeTest(
  name: string,
  declarationId: string,
  item: number | undefined,
  title: string,
) {
  return answered(
    api.POST("/v1/decisiontables/{name}/versions/{version}/tests", {
      params: { path: { name, version: "draft" } },
      body: { declarationId, name: title, ...(item !== undefined && { item }) },
    }),
  );
}
