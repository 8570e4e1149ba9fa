import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { parseSearch, type Search, writeSearch } from "../../app/search";
import { exported } from "./export";

/** A search and its columns under a name. */
export type View = Pick<
  components["schemas"]["SavedView"],
  "id" | "name" | "search" | "columns" | "shared" | "owner"
>;

/** The columns that views keep. */
const kept = [...exported, "next", "party"];

/** The own views, and those that others share. */
export function viewsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["views", tenant],
    queryFn: async ({ signal }): Promise<View[]> => {
      const found = await answered(api.GET("/v1/views", { signal }));
      return found.views;
    },
  });
}

/** The search of a view, as it stands in an address. */
export function searchOfView(view: View): Search {
  const { view: _list, ...search } = parseSearch(view.search);
  return search;
}

/** A search as views keep it: without what is only open at the moment. */
export function textOf(search: Search): string {
  const { run: _run, saved: _saved, peek: _peek, activity: _activity, ...rest } = search;
  return writeSearch({ view: "summary", ...rest }).replace(/^\?/u, "");
}

/** Keeps a view. */
export async function saveView(wanted: {
  name: string;
  search: Search;
  columns: readonly string[];
  shared: boolean;
}): Promise<View> {
  const columns = kept.filter((name) => wanted.columns.includes(name));
  const { name, shared } = wanted;
  const body = { list: "declarations", name, search: textOf(wanted.search), columns, shared };
  return answered(api.POST("/v1/views", { body }));
}

/** Puts another search in the place of a view's, or shares it. */
export async function changeView(view: View): Promise<void> {
  const { id, name, search, columns, shared } = view;
  const body = { list: "declarations", name, search, columns, shared };
  await answered(api.PUT("/v1/views/{id}", { params: { path: { id } }, body }));
}

/** Takes a view away. */
export async function dropView(view: View): Promise<void> {
  await answered(api.DELETE("/v1/views/{id}", { params: { path: { id: view.id } } }));
}
