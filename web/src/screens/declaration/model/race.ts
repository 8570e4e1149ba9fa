import { asText, below, elementName, isRecord, type Json } from "./address";
import type { Draft } from "./draft";

/** A field that one or both have changed. */
export interface Difference {
  address: string;
  was: string;
  theirs: string;
  /** Absent where it was not touched here. */
  mine?: string;
  /** Whether both have changed it to different values. */
  isConflict: boolean;
}

/** What others and we have changed since both began, field by field; fields that follow from others among them. */
export function differences(was: Json, theirs: Json, draft: Draft): Difference[] {
  const before = leaves(was);
  const after = leaves(theirs);
  const addresses = new Set([...Object.keys(draft.values), ...before.keys(), ...after.keys()]);
  const found: Difference[] = [];
  for (const address of addresses) {
    const isMine = address in draft.values;
    const old = draft.before[address] ?? before.get(address) ?? "";
    const now = after.get(address) ?? "";
    if (!isMine && old === now) continue;
    const mine = draft.values[address] ?? "";
    found.push({
      address,
      was: old,
      theirs: now,
      ...(isMine ? { mine } : {}),
      isConflict: isMine && now !== old && now !== mine,
    });
  }
  return found;
}

/** All values of a document by address. */
function leaves(document: Json): Map<string, string> {
  const all = new Map<string, string>();
  const look = (value: Json, address: string) => {
    if (Array.isArray(value)) {
      value.forEach((element, at) => {
        look(element, `${address}[${elementName(element, at)}]`);
      });
    } else if (isRecord(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (name !== "casReference") look(inner, below(address, name));
      }
    } else all.set(address, asText(value));
  };
  look(document, "");
  return all;
}
