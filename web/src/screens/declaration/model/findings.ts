import type { components } from "../../../api/schema";
import { isRecord, type Json, toAddress, valueAt } from "./address";
import { itemsPath } from "./fields";

type Finding = components["schemas"]["Finding"];

/** Something that is wrong with a declaration, or would be. */
export interface Found extends Finding {
  /** Names it among the others. */
  key: string;
  /** The fields, by address, the first first. */
  addresses: string[];
  /** Whether it comes of what is typed and not saved. */
  isWould: boolean;
}

/** Findings that say the same of several items, as one. */
export interface FoundGroup {
  first: Found;
  items: number[];
}

/** Findings as they are shown: with the addresses of their fields. */
export function foundOf(findings: readonly Finding[], document: Json, isWould: boolean): Found[] {
  return findings.map((finding, at) => ({
    ...finding,
    key: `${isWould ? "would" : "is"}-${at}`,
    addresses: finding.fields.map((it) => it.address ?? toAddress(document, it.path)),
    isWould,
  }));
}

/** What says the same of several items, together. */
export function grouped(found: readonly Found[]): FoundGroup[] {
  const groups = new Map<string, FoundGroup>();
  for (const one of found) {
    const field = one.fields[0]?.path.replaceAll(/\[[^\]]*\]/g, "") ?? "";
    const key = `${one.source} ${one.code} ${one.message} ${one.description} ${field}`;
    const group = groups.get(key);
    if (group) group.items.push(...(one.items ?? []));
    else groups.set(key, { first: one, items: [...(one.items ?? [])] });
  }
  return [...groups.values()];
}

/** Item numbers in short: 1, 4–9. */
export function inShort(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const at of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === at - 1) last[1] = at;
    else runs.push([at, at]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

/** Findings by the address of their fields. */
export function byAddress(found: readonly Found[]): ReadonlyMap<string, Found[]> {
  const all = new Map<string, Found[]>();
  for (const one of found) {
    for (const address of one.addresses) all.set(address, [...(all.get(address) ?? []), one]);
  }
  return all;
}

/** The address of the goods item that an address is in. */
export function itemOf(address: string): string | undefined {
  if (!address.startsWith(`${itemsPath}[`)) return undefined;
  return address.slice(0, address.indexOf("]") + 1);
}

/** Whether something else stands by now where customs refused a value. */
export function isAnswered(found: Found, before: Json, now: Json): boolean {
  if (found.isChangedSinceRefusal === true) return true;
  return found.addresses.some((at) => !same(valueAt(before, at), valueAt(now, at)));
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  if (isRecord(one) || Array.isArray(one)) return JSON.stringify(one) === JSON.stringify(other);
  return one === other;
}
