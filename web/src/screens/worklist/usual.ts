import { t } from "@lingui/core/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { useTenant } from "../../api/tenant";
import { number, span } from "../../words/format";
import type { Row } from "./rows";

type Usual = components["schemas"]["FiguresAnswer"]["usual"][number];

/** What is usual is read again after ten minutes: it changes slowly. */
const lasts = 600_000;

/** Of fewer declarations nothing is called usual. */
const fewest = 5;

/** How long declarations usually wait, by system and status. */
function usualQuery(tenant: string) {
  return queryOptions({
    queryKey: ["usual", tenant],
    queryFn: async ({ signal }) => {
      const { usual } = await answered(api.GET("/v1/figures", { signal }));
      return new Map(usual.map((it) => [`${it.system} ${it.status}`, it]));
    },
    staleTime: lasts,
    gcTime: lasts,
    retry: false,
  });
}

/** A length of time in one unit. */
function lengthOf(seconds: number): string {
  if (seconds < 60) return `${number(Math.round(seconds))} s`;
  const { count, unit } = span(seconds * 1000);
  return `${number(count)} ${unit}`;
}

/** Of a declaration that waits longer than nine of ten did: how long is usual, and how long it is. */
export function useLongerThanUsual(row: Row): string | undefined {
  const tenant = useTenant().id;
  const { data } = useQuery({ ...usualQuery(tenant), enabled: row.statusGroup === "withCustoms" });
  const usual: Usual | undefined = data?.get(`${row.system} ${row.currentStatus}`);
  if (!usual || usual.count < fewest || row.statusGroup !== "withCustoms") return undefined;
  const { p50Seconds, p90Seconds } = usual;
  if (p50Seconds == null || p90Seconds == null) return undefined;
  const waited = (Date.now() - new Date(row.lastUpdated).getTime()) / 1000;
  if (waited <= p90Seconds || waited < 60) return undefined;
  const often = lengthOf(p50Seconds);
  const now = lengthOf(waited);
  return t`usually ${often}, now ${now}`;
}
