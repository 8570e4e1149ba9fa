import type { Value, Values } from "./flow";

/** A value of a document by its path. */
export interface FixedValue {
  path: string;
  value: string;
}

/** Names whose values are secrets: they are not shown. */
const secret = /(^|\.)accessCode$/;

/** Whether a value is kept from those who look over a shoulder. */
export function isSecret(path: string): boolean {
  return secret.test(path);
}

/** A text without the access codes that stand in it: as the server shows them. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/("accessCode"\s*:\s*)"(?:[^"\\]|\\.)*"/g, '$1"********"');
}

/** The values of a document, each by its path. */
export function valuesOf(document: Value | undefined, path = ""): FixedValue[] {
  if (document === undefined || document === null) return [];
  if (Array.isArray(document)) {
    return document.flatMap((held: Value, at) => valuesOf(held, `${path}[${at}]`));
  }
  if (typeof document === "object") {
    return Object.entries(document).flatMap(([name, held]) =>
      valuesOf(held as Value, path ? `${path}.${name}` : name),
    );
  }
  return [{ path, value: String(document) }];
}

/** The path of a field without the places in collections, as the list of fields names it. */
export function fieldOf(path: string): string {
  return path.replaceAll(/\[\d+\]/g, "");
}

/** A document in which a path has a value; nothing removes it, with what held nothing else. */
export function setValue(document: Values, path: string, value: Value | undefined): Values {
  const parts = path.match(/[^.[\]]+/g) ?? [];
  return (set(document, parts, value) ?? {}) as Values;
}

function set(held: Value | undefined, parts: readonly string[], value: Value | undefined): unknown {
  const [first, ...rest] = parts;
  if (first === undefined) return value;
  if (/^\d+$/.test(first)) {
    const list = Array.isArray(held) ? [...(held as Value[])] : [];
    const next = set(list[Number(first)], rest, value);
    if (next === undefined) list.splice(Number(first), 1);
    else list[Number(first)] = next as Value;
    return list.length > 0 ? list : undefined;
  }
  const members: Record<string, unknown> = { ...(held as Values | undefined) };
  const next = set(members[first] as Value | undefined, rest, value);
  if (next === undefined) delete members[first];
  else members[first] = next;
  return Object.keys(members).length > 0 ? members : undefined;
}

/** What somebody typed as the kind of its field has it. */
export function typedAs(text: string, kind: string | undefined): Value {
  if (kind === "flag") return text === "true";
  if ((kind === "integer" || kind === "decimal") && text.trim() !== "" && !Number.isNaN(+text)) {
    return Number(text);
  }
  return text;
}
