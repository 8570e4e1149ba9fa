import type { components } from "../../../api/schema";
import { elementName, elementsAt, isRecord, type Json, plain, toAddress, valueAt } from "./address";
import { type FieldIndex, isLeaf, itemsPath } from "./fields";

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
export function foundOf(
  findings: readonly Finding[],
  document: Json,
  index: FieldIndex,
  isWould: boolean,
): Found[] {
  return findings.map((finding, at) => ({
    ...finding,
    key: `${isWould ? "would" : "is"}-${at}`,
    addresses: finding.fields.map((it) =>
      leafOf(
        index,
        document,
        isWould ? here(document, it.path) : (it.address ?? here(document, it.path)),
      ),
    ),
    isWould,
  }));
}

/** The address in a document as it is shown: what would be added has names of ours, what would follow has none yet. */
export function here(document: Json, path: string): string {
  return toAddress(document, path).replaceAll(/\[\d+\]/g, "[#+1]");
}

/** Where one types when a record or a collection is missing: its first field. */
function leafOf(index: FieldIndex, document: Json, address: string): string {
  const field = index.get(address);
  if (!field || isLeaf(field)) return address;
  const path = plain(address);
  if (path === itemsPath && address.endsWith("]")) return `${address}.commodity.description`;
  const leaf = index
    .all()
    .filter((it) => it.path.startsWith(`${path}.`) && isLeaf(it) && it.line)
    .sort((a, b) => a.order - b.order)[0];
  if (!leaf) return address;
  const isElement = address.endsWith("]");
  const [first] = elementsAt(document, address);
  const element =
    field.isRepeatable && !isElement ? `[${first ? elementName(first, 0) : "#+1"}]` : "";
  let at = address + element;
  for (const name of leaf.path.slice(path.length + 1).split(".")) {
    at = `${at}.${name}`;
    if (index.get(at)?.isRepeatable) at += "[#+1]";
  }
  return at;
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
