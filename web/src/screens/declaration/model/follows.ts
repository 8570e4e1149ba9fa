import type { components } from "../../../api/schema";
import { asText, isRecord, type Json } from "./address";
import { here } from "./findings";

type PlannedDifference = components["schemas"]["PlannedDifference"];

/** What would stand in fields once it is saved, by address: what is typed, and what follows from it. */
export function followsOf(
  differences: readonly PlannedDifference[] | undefined,
  document: Json,
): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  const look = (value: Json | undefined, path: string) => {
    if (Array.isArray(value)) {
      value.forEach((element, at) => {
        look(element, `${path}[${at}]`);
      });
    } else if (isRecord(value)) {
      for (const [name, inner] of Object.entries(value)) look(inner, `${path}.${name}`);
    } else all.set(here(document, path), asText(value));
  };
  for (const it of differences ?? []) {
    if (it.path !== undefined) look(it.after as Json | undefined, it.path);
  }
  return all;
}
