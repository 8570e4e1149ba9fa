import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Search } from "../../app/search";
import { searchOf } from "./rows";

/** What the address says of the list, and ways to change it. */
export interface Address {
  /** All that stands behind `?`. */
  all: Search;
  /** What of it is asked of the API. */
  search: Search;
  /** The tenant as addresses write it. */
  slug: string;
  /** Changes some of it; empty texts go. */
  change: (change: Search) => void;
  /** Puts another in its place. */
  replace: (search: Search) => void;
  /** Drops all filters and keeps tab and order. */
  clearFilters: () => void;
  open: (id: string) => void;
  correct: (id: string) => void;
  newShipment: () => void;
}

/** The address of the work list. */
export function useAddress(): Address {
  const { tenant: slug } = useParams({ from: "/$tenant/declarations" });
  const all = useSearch({ from: "/$tenant/declarations" });
  const navigate = useNavigate();
  const replace = (search: Search) =>
    void navigate({ to: "/$tenant/declarations", params: { tenant: slug }, search });
  return {
    all,
    search: searchOf(all),
    slug,
    change: (change) =>
      replace(
        Object.fromEntries(Object.entries({ ...all, ...change }).filter(([, text]) => text !== "")),
      ),
    replace,
    clearFilters: () => {
      const { group, sort } = all;
      replace({ ...(group && { group }), ...(sort && { sort }) });
    },
    open: (id) =>
      void navigate({ to: "/$tenant/declarations/$id", params: { tenant: slug, id }, search: {} }),
    correct: (id) => void navigate({ href: `/${slug}/declarations/${id}/correct` }),
    newShipment: () => void navigate({ href: `/${slug}/shipments/new` }),
  };
}
