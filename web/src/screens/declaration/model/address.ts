/** What stands in a document. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
/** A record of a document. */
export type Fields = { [name: string]: Json };

/** One step of an address: a name, and of collections the element that is meant. */
export interface Step {
  name: string;
  /** `#` and a `casReference`, or a position. */
  element?: string;
}

const step = /([^.[\]]+)(?:\[([^\]]*)\])?(?:\.|$)/g;

/** The steps of an address such as `goods[#a1].measure.mass` or of a path such as `goods[0].measure.mass`. */
export function stepsOf(address: string): Step[] {
  return [...address.matchAll(step)].map(([, name = "", element]) =>
    element === undefined ? { name } : { name, element },
  );
}

/** The address of steps. */
export function addressOf(steps: readonly Step[]): string {
  return steps
    .map(({ name, element }) => (element === undefined ? name : `${name}[${element}]`))
    .join(".");
}

/** An address without its elements, as fields are listed. */
export function plain(address: string): string {
  return address.replaceAll(/\[[^\]]*\]/g, "");
}

/** The address of a field below another address; either may be empty. */
export function below(base: string, rest: string): string {
  return base && rest ? `${base}.${rest}` : base || rest;
}

export function isRecord(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How an element of a collection is named: by its `casReference`, else by its position. */
export function elementName(element: Json | undefined, at: number): string {
  const reference = isRecord(element) ? element.casReference : undefined;
  return typeof reference === "string" ? `#${reference}` : String(at);
}

/** Where in a collection the element of a name is; -1 where it is not. */
export function placeOf(elements: readonly Json[], name: string): number {
  if (!name.startsWith("#")) return Number(name);
  const reference = name.slice(1);
  return elements.findIndex((it) => isRecord(it) && it.casReference === reference);
}

/** What stands at an address. */
export function valueAt(document: Json, address: string): Json | undefined {
  let value: Json | undefined = document;
  for (const { name, element } of stepsOf(address)) {
    if (!isRecord(value)) return undefined;
    value = value[name];
    if (element !== undefined) {
      value = Array.isArray(value) ? value[placeOf(value, element)] : undefined;
    }
  }
  return value;
}

/** The elements of the collection at an address. */
export function elementsAt(document: Json, address: string): readonly Json[] {
  const value = valueAt(document, address);
  return Array.isArray(value) ? value : [];
}

/** A copy in which something else stands at an address; what is not on the way is shared. */
export function withValue(document: Json, address: string, value: Json | undefined): Json {
  return put(document, stepsOf(address), value);
}

function put(
  at: Json | undefined,
  [first, ...rest]: readonly Step[],
  value: Json | undefined,
): Json {
  if (!first) return value ?? null;
  const record: Fields = isRecord(at) ? { ...at } : {};
  const { name, element } = first;
  if (element !== undefined) {
    const before = record[name];
    const elements = Array.isArray(before) ? [...before] : [];
    const found = placeOf(elements, element);
    const place = found < 0 ? elements.length : found;
    if (rest.length === 0 && value === undefined) elements.splice(place, 1);
    else elements[place] = put(elements[place] ?? newElement(element), rest, value);
    record[name] = elements;
  } else if (rest.length === 0) {
    if (value === undefined || value === null) delete record[name];
    else record[name] = value;
  } else record[name] = put(record[name], rest, value);
  return record;
}

function newElement(name: string): Fields {
  return name.startsWith("#") ? { casReference: name.slice(1) } : {};
}

/** The address of what a path means in a document: elements by `casReference`, so that it stays right when they move. */
export function toAddress(document: Json, path: string): string {
  return renamed(document, path, elementName);
}

/** The path of what an address means in a document. */
export function toPath(document: Json, address: string): string {
  return renamed(document, address, (_, at) => String(at));
}

function renamed(
  document: Json,
  address: string,
  name: (element: Json | undefined, at: number) => string,
): string {
  let value: Json | undefined = document;
  const steps = stepsOf(address).map((it) => {
    value = isRecord(value) ? value[it.name] : undefined;
    if (it.element === undefined) return it;
    const elements: Json[] = Array.isArray(value) ? value : [];
    const at = placeOf(elements, it.element);
    value = elements[at];
    return { name: it.name, element: at < 0 ? it.element : name(value, at) };
  });
  return addressOf(steps);
}

/** A value as text; empty for nothing. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
