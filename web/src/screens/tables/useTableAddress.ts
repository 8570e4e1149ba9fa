import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Search } from "../../app/search";

/** What the address says of a table that is open, and a way to change it. */
export function useTableAddress(): { address: Search; change: (to: Search) => void } {
  const address = useSearch({ from: "__root__" });
  const navigate = useNavigate();
  return {
    address,
    change: (to) =>
      void navigate({
        to: ".",
        search: (before: Record<string, string | undefined>): Search => {
          const next: Search = {};
          for (const [name, text] of Object.entries({ ...before, ...to })) {
            if (text) next[name] = text;
          }
          return next;
        },
        replace: true,
      }),
  };
}
