import { i18n } from "@lingui/core";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** English as dates and times are written in Europe: 29 Nov, 19:32. */
function languageOf(): string {
  return i18n.locale === "en" ? "en-GB" : i18n.locale;
}

/** A number by the language; `digits` fixes how many stand behind the mark. */
export function number(value: number, digits?: number): string {
  return new Intl.NumberFormat(languageOf(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits ?? 12,
  }).format(value);
}

/** The time of day with seconds. */
export function clock(time: Date): string {
  return new Intl.DateTimeFormat(languageOf(), { timeStyle: "medium" }).format(time);
}

/** A moment in short: today the time, this year day and month, else the date. */
export function moment(time: string | Date, now: Date = new Date()): string {
  const at = new Date(time);
  if (at.toDateString() === now.toDateString()) {
    return new Intl.DateTimeFormat(languageOf(), { hour: "2-digit", minute: "2-digit" }).format(at);
  }
  const sameYear = at.getFullYear() === now.getFullYear();
  const german = i18n.locale === "de";
  return new Intl.DateTimeFormat(languageOf(), {
    day: german ? "2-digit" : "numeric",
    month: german ? "2-digit" : "short",
    year: sameYear ? undefined : "numeric",
  }).format(at);
}

/** A moment with seconds and zone, for tooltips and details. */
export function exactly(time: string | Date): string {
  return new Intl.DateTimeFormat(languageOf(), {
    dateStyle: "medium",
    timeStyle: "long",
  }).format(new Date(time));
}

/** A day without a time. */
export function date(value: string): string {
  const [year, month, at] = value.split("-").map(Number);
  const local = new Date(year ?? 0, (month ?? 1) - 1, at ?? 1);
  return new Intl.DateTimeFormat(languageOf(), {
    dateStyle: "medium",
  }).format(local);
}

/** A span in one unit: 4 min, 2 h, 3 d. */
export function span(milliseconds: number): { count: number; unit: "min" | "h" | "d" } {
  const length = Math.abs(milliseconds);
  if (length < 100 * minute)
    return { count: Math.max(1, Math.round(length / minute)), unit: "min" };
  if (length < 2 * day) return { count: Math.round(length / hour), unit: "h" };
  return { count: Math.round(length / day), unit: "d" };
}
