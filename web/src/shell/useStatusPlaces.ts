import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Search } from "../app/search";
import { useKeys } from "../keys/Keys";
import { statuses } from "../parts/statuses";
import { countsQuery } from "../screens/worklist/rows";
import { number } from "../words/format";

/** Makes every status with declarations a place to go to, for who types its word. */
export function useStatusPlaces(tenant: string, slug: string): void {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const { data } = useQuery(countsQuery(tenant, {}));
  const found = data?.statuses.filter((it) => it.count > 0) ?? [];
  useKeys(
    found.map(({ value, count }) => {
      const known = statuses[value];
      const label = known ? i18n._(known.label) : value;
      const isDone = known?.look === "done" || known?.look === "closed";
      const search: Search = { ...(isDone && { group: "done" }), status: value };
      return {
        keys: "",
        place: "everywhere",
        words: msg`Work list, status ${label}`,
        count: number(count),
        head: msg`Go to`,
        isSought: true,
        act: () => void navigate({ to: "/$tenant/declarations", params: { tenant: slug }, search }),
      };
    }),
  );
}
