import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import type { Page, Row } from "../worklist/rows";

/** Where a declaration stands in the list that was seen last. */
export interface Neighbours {
  /** What the list was filtered by, as its address has it. */
  search: Record<string, string>;
  /** Its place, from 1, and how many rows of the list are loaded. */
  place: number;
  count: number;
  hasMore: boolean;
  before: string | undefined;
  after: string | undefined;
  row: Row | undefined;
}

/** The list that was seen last and has the declaration; absent where it was opened by a link. */
export function useNeighbours(tenant: string, id: string): Neighbours | undefined {
  const queries = useQueryClient();
  const lists = queries
    .getQueryCache()
    .findAll({ queryKey: ["declarations", tenant] })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const list of lists) {
    const data = list.state.data as InfiniteData<Page> | undefined;
    const rows = data?.pages.flatMap((page) => page.declarations) ?? [];
    const at = rows.findIndex((row) => row.id === id);
    const row = rows[at];
    if (!row) continue;
    return {
      search: (list.queryKey[2] ?? {}) as Record<string, string>,
      place: at + 1,
      count: rows.length,
      hasMore: Boolean(data?.pages.at(-1)?.nextCursor),
      before: rows[at - 1]?.id,
      after: rows[at + 1]?.id,
      row: "damaged" in row ? undefined : row,
    };
  }
  return undefined;
}
