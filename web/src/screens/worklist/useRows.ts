import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Search } from "../../app/search";
import { type DamagedRow, type Row, rowsQuery } from "./rows";

/** The rows of a search that are here, and the ways to more. */
export interface Rows {
  rows: readonly (Row | DamagedRow)[];
  isLoading: boolean;
  isFetching: boolean;
  error: Error | null;
  /** At how many declarations a page gave up looking; more follows only when it is asked for. */
  looked: number | undefined;
  hasMore: boolean;
  more(): void;
  again(): Promise<unknown>;
  cancel(): void;
}

/** Reads the rows of a search, page by page. */
export function useRows(tenant: string, search: Search): Rows {
  const queries = useQueryClient();
  const options = rowsQuery(tenant, search);
  const found = useInfiniteQuery(options);
  const rows = useMemo(
    () => found.data?.pages.flatMap((page) => page.declarations) ?? [],
    [found.data],
  );
  const looked = found.data?.pages.at(-1)?.looked?.count;
  return {
    rows,
    isLoading: found.isPending,
    isFetching: found.isFetching,
    error: found.error,
    looked,
    hasMore: found.hasNextPage,
    more: () => void found.fetchNextPage({ cancelRefetch: false }),
    again: () => found.refetch(),
    cancel: () => void queries.cancelQueries({ queryKey: options.queryKey }),
  };
}
