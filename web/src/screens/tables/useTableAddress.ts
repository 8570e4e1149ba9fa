import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Search } from "../../app/search";

/** What the address says of a table that is open, and a way to change it. */
export function useTableAddress(): { address: Search; change: (to: Search) => void } {
  const address = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    address,
    change: (to) =>
      void navigate({
        to: ".",
        search: (before: Search) =>
          Object.fromEntries(
            Object.entries({ ...before, ...to }).filter(([, text]) => text !== ""),
          ),
        replace: true,
      }),
  };
}
