import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api } from "./client";
import { Problem } from "./problem";
import type { components } from "./schema";

export type CodeEntry = components["schemas"]["CodeListEntry"];

/** Asks the lists of a field in their order; the first that is known answers. */
async function firstKnown<T>(lists: readonly string[], ask: (list: string) => Promise<T>) {
  for (const list of lists) {
    try {
      return { list, answer: await ask(list) };
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 404) throw problem;
    }
  }
  return null;
}

/** The entries that a search finds, of those that may be used on a day. */
export function codesQuery(lists: readonly string[], search: string, on: string) {
  return queryOptions({
    queryKey: ["codes", lists, search, on],
    queryFn: ({ signal }) =>
      firstKnown(lists, (list) => {
        const query = { on, limit: 40, ...(search ? { search } : {}) };
        return answered(
          api.GET("/v1/codelists/{list}", { params: { path: { list }, query }, signal }),
        );
      }),
    staleTime: 300_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
}

/** What a list says of a code on a day. */
export function codeQuery(lists: readonly string[], code: string, on: string) {
  return queryOptions({
    queryKey: ["code", lists, code, on],
    queryFn: async ({ signal }) => {
      const found = await firstKnown(lists, (list) => {
        const query = { on, search: code, limit: 5 };
        return answered(
          api.GET("/v1/codelists/{list}", { params: { path: { list }, query }, signal }),
        );
      });
      return found?.answer.entries.find((it) => it.code === code) ?? null;
    },
    staleTime: 300_000,
    retry: false,
    enabled: lists.length > 0 && code !== "",
  });
}
