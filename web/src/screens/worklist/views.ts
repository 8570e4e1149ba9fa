import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { components } from "../../api/schema";
import { parseSearch, type Search, writeSearch } from "../../app/search";
import { exported } from "./export";

/** A search and its columns under a name. */
export type View = Pick<
  components["schemas"]["SavedView"],
  "id" | "name" | "search" | "columns" | "shared" | "owner"
> & {
  /** Whether it is kept on this device, since the server does not keep its filter. */
  isHere?: true;
};

const stored = "cas.views";

function kept(tenant: string): View[] {
  const text = localStorage.getItem(`${stored}.${tenant}`);
  return text ? (JSON.parse(text) as View[]) : [];
}

function keep(tenant: string, views: readonly View[]): void {
  localStorage.setItem(`${stored}.${tenant}`, JSON.stringify(views));
}

/** The own views, those that others share, and those of this device. */
export function viewsQuery(tenant: string) {
  return queryOptions({
    queryKey: ["views", tenant],
    queryFn: async ({ signal }): Promise<View[]> => {
      const found = await answered(api.GET("/v1/views", { signal }));
      return [...found.views, ...kept(tenant)];
    },
  });
}

/** The search of a view, as it stands in an address. */
export function searchOfView(view: View): Search {
  return parseSearch(view.search);
}

/** A search as views keep it: without what is only open at the moment. */
export function textOf(search: Search): string {
  const { run: _run, saved: _saved, peek: _peek, activity: _activity, ...rest } = search;
  return writeSearch(rest).replace(/^\?/u, "");
}

/** Keeps a view at the server, else on this device where the server does not know its filters. */
export async function saveView(
  tenant: string,
  wanted: { name: string; search: Search; columns: readonly string[]; shared: boolean },
  owner: string,
): Promise<View> {
  const columns = exported.filter((name) => wanted.columns.includes(name));
  const search = textOf(wanted.search);
  const body = { list: "declarations", name: wanted.name, search, columns, shared: wanted.shared };
  try {
    return await answered(api.POST("/v1/views", { body }));
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 400) throw problem;
    const isFilter = problem.code === "invalid-parameter";
    if (!isFilter || wanted.shared) throw problem;
    const view: View = {
      id: crypto.randomUUID(),
      name: wanted.name,
      search,
      columns: [...wanted.columns],
      shared: false,
      owner,
      isHere: true,
    };
    keep(tenant, [...kept(tenant), view]);
    return view;
  }
}

/** Puts another search in the place of a view's, or shares it. */
export async function changeView(tenant: string, view: View): Promise<void> {
  if (view.isHere) {
    keep(
      tenant,
      kept(tenant).map((it) => (it.id === view.id ? view : it)),
    );
    return;
  }
  const { id, name, search, columns, shared } = view;
  const body = { list: "declarations", name, search, columns, shared };
  await answered(api.PUT("/v1/views/{id}", { params: { path: { id } }, body }));
}

/** Takes a view away. */
export async function dropView(tenant: string, view: View): Promise<void> {
  if (view.isHere) {
    keep(
      tenant,
      kept(tenant).filter((it) => it.id !== view.id),
    );
    return;
  }
  await answered(api.DELETE("/v1/views/{id}", { params: { path: { id: view.id } } }));
}
