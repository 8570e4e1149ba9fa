import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import { statuses } from "../../parts/statuses";

export type Figures = components["schemas"]["FiguresAnswer"];

/** What a dashboard is of. */
export interface Period {
  /** The first day, `YYYY-MM-DD`. */
  from: string;
  /** The last day. */
  to: string;
  plant?: string;
}

const day = 24 * 60 * 60 * 1000;

/** A day as addresses have it. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The last four weeks, unless the address says otherwise. */
export function periodOf(address: Record<string, string>, now: Date): Period {
  const to = address.to ?? dayOf(now);
  const from = address.from ?? dayOf(new Date(now.getTime() - 27 * day));
  return { from, to, ...(address.plant ? { plant: address.plant } : {}) };
}

/** The figures of a period. */
export function figuresQuery(tenant: string, period: Period) {
  return queryOptions({
    queryKey: ["figures", tenant, period],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/figures", { params: { query: { ...period } }, signal })),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
}

/** What came of declarations on a day. */
export interface DayBar {
  day: string;
  done: number;
  refused: number;
}

/** A bar for each day of a period, days without declarations too. */
export function barsOf(figures: Figures, period: Period): DayBar[] {
  const bars = new Map<string, DayBar>();
  const end = Date.parse(period.to);
  for (let at = Date.parse(period.from); at <= end; at += day) {
    const name = dayOf(new Date(at));
    bars.set(name, { day: name, done: 0, refused: 0 });
  }
  for (const { day: name, status, count } of figures.days) {
    const bar = bars.get(name);
    const look = statuses[status]?.look;
    if (bar && look === "done") bar.done += count;
    if (bar && look === "problem") bar.refused += count;
  }
  return [...bars.values()];
}

/** A part of a whole in percent; undefined where there is no whole. */
export function percent(part: number, whole: number): number | undefined {
  return whole > 0 ? (100 * part) / whole : undefined;
}
