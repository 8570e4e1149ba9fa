import {
  addressOf,
  asText,
  type Fields,
  isRecord,
  type Json,
  stepsOf,
  valueAt,
  withValue,
} from "./address";
import type { FieldIndex } from "./fields";

/** What somebody typed and did not save. */
export interface Draft {
  /** The version of the declaration that it was typed on. */
  version: number;
  /** What was typed, by address; `null` gives the field back to deduction. */
  values: Readonly<Record<string, string | null>>;
  /** What stood there when it was typed. */
  before: Readonly<Record<string, string>>;
  /** Elements that were added, with what they begin with. Their names begin with `#+`. */
  added: Readonly<Record<string, Fields>>;
  /** Elements that were deleted. */
  removed: readonly string[];
}

export function emptyDraft(version: number): Draft {
  return { version, values: {}, before: {}, added: {}, removed: [] };
}

/** How many changes it has. */
export function changesOf(draft: Draft): number {
  const inAdded = (address: string) =>
    Object.keys(draft.added).some((element) => address.startsWith(`${element}.`));
  const values = Object.keys(draft.values).filter((address) => !inAdded(address));
  return values.length + Object.keys(draft.added).length + draft.removed.length;
}

/** What a new element of a collection begins with. */
const beginnings: Readonly<Record<string, Fields>> = {
  businessPartnerReference: { type: "Eori" },
  classifications: { type: "CN" },
};

/** The draft with something typed at an address. Elements that are not there yet are added. */
export function typed(draft: Draft, document: Json, address: string, to: string | null): Draft {
  const was = asText(valueAt(document, address));
  const values = { ...draft.values };
  const before = { ...draft.before };
  if (to === was || (to === null && was === "")) {
    delete values[address];
    delete before[address];
  } else {
    values[address] = to;
    before[address] ??= was;
  }
  return { ...draft, values, before, added: withElements(draft.added, address) };
}

/** The draft with an element at the end of a collection. */
export function withElement(draft: Draft, element: string): Draft {
  return { ...draft, added: withElements(draft.added, `${element}.x`) };
}

/** The draft without an element: an added one is forgotten, another one is deleted. */
export function withoutElement(draft: Draft, element: string): Draft {
  const isIn = (address: string) => address === element || address.startsWith(`${element}.`);
  const outside = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([address]) => !isIn(address)));
  const isAdded = element in draft.added;
  return {
    ...draft,
    values: outside(draft.values),
    before: outside(draft.before),
    added: outside(draft.added),
    removed: isAdded ? draft.removed : [...draft.removed.filter((it) => !isIn(it)), element],
  };
}

function withElements(added: Draft["added"], address: string): Draft["added"] {
  const steps = stepsOf(address);
  let all = added;
  steps.forEach((step, at) => {
    if (!step.element?.startsWith("#+")) return;
    const element = addressOf(steps.slice(0, at + 1));
    if (!(element in all)) all = { ...all, [element]: beginnings[step.name] ?? {} };
  });
  return all;
}

/** The document as it would stand with the draft, but for what follows from it. */
export function applied(document: Json, draft: Draft): Json {
  let result = document;
  for (const [element, fields] of Object.entries(draft.added)) {
    const name = stepsOf(element).at(-1)?.element?.slice(1) ?? "";
    result = withValue(result, element, { ...fields, casReference: name });
  }
  for (const [address, value] of Object.entries(draft.values)) {
    result = withValue(result, address, value ?? undefined);
  }
  for (const element of draft.removed) result = withValue(result, element, undefined);
  return result;
}

/** The body of the request that saves the draft: only what changes. */
export function patchOf(draft: Draft, index: FieldIndex): Fields {
  const patch: Fields = {};
  for (const [element, fields] of Object.entries(draft.added)) {
    Object.assign(recordAt(patch, element), fields);
  }
  for (const [address, value] of Object.entries(draft.values)) {
    const steps = stepsOf(address);
    const last = steps.at(-1);
    if (!last) continue;
    const record = recordAt(patch, addressOf(steps.slice(0, -1)));
    // An added element has nothing that could be cleared.
    if (value !== null || !address.includes("[#+")) {
      record[last.name] = value === null ? null : index.read(address, value);
    }
  }
  for (const element of draft.removed) recordAt(patch, element).$remove = true;
  return named(patch) as Fields;
}

/** The record of the patch at an address; made where it is not there. */
function recordAt(patch: Fields, address: string): Fields {
  let at = patch;
  for (const { name, element } of stepsOf(address)) {
    const there = at[name];
    if (element === undefined) {
      const record: Fields = isRecord(there) ? there : {};
      at[name] = record;
      at = record;
      continue;
    }
    const elements: Json[] = Array.isArray(there) ? there : [];
    at[name] = elements;
    const reference = element.slice(1);
    const found = elements.find((it) => isRecord(it) && it.casReference === reference);
    if (isRecord(found)) at = found;
    else {
      const made: Fields = { casReference: reference };
      elements.push(made);
      at = made;
    }
  }
  return at;
}

/** The patch as it is sent: added elements say so, and have no name of ours. Within an added one, all are new. */
function named(value: Json, isInAdded = false): Json {
  if (Array.isArray(value)) return value.map((it) => named(it, isInAdded));
  if (!isRecord(value)) return value;
  const { casReference, ...rest } = value;
  const isAdded = typeof casReference === "string" && casReference.startsWith("+");
  const fields = Object.fromEntries(
    Object.entries(rest).map(([name, it]) => [name, named(it, isInAdded || isAdded)]),
  );
  if (isAdded) return isInAdded ? fields : { $add: true, ...fields };
  return casReference === undefined ? fields : { casReference, ...fields };
}
