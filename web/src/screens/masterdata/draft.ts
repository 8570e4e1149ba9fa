import type { Document } from "./data";
import type { FieldSchema } from "./schema";

/** An element of a collection as it is typed. */
export type Element = Record<string, string>;

/** A record as it is typed: text by field, elements by collection. */
export interface Draft {
  values: Record<string, string>;
  elements: Record<string, Element[]>;
}

/** A value in its spelling without a language. */
function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

/** A record as its form shows it. */
export function draftOf(fields: readonly FieldSchema[], record: Document): Draft {
  const draft: Draft = { values: {}, elements: {} };
  for (const { name, kind, elements } of fields) {
    if (kind === "elements") {
      const found = (record[name] ?? []) as Document[];
      draft.elements[name] = found.map((it) =>
        Object.fromEntries(elements.map((field) => [field.name, textOf(it[field.name])])),
      );
    } else draft.values[name] = textOf(record[name]);
  }
  return draft;
}

/** What is sent of a field: a number with a point, and `null` where nothing is left. */
function sent(field: FieldSchema, text: string): string | null {
  const value = text.trim();
  if (value === "") return null;
  return field.kind === "number" ? value.replace(",", ".") : value;
}

/** The names of the fields that were changed. */
export function changedOf(fields: readonly FieldSchema[], before: Draft, now: Draft): string[] {
  return fields
    .filter(({ name, kind }) =>
      kind === "elements"
        ? JSON.stringify(before.elements[name]) !== JSON.stringify(now.elements[name])
        : (before.values[name] ?? "") !== (now.values[name] ?? ""),
    )
    .map(({ name }) => name);
}

/** The message that makes a record what is typed: its code, its first day, and what changed. */
export function messageOf(
  fields: readonly FieldSchema[],
  before: Draft | undefined,
  now: Draft,
): Document {
  const changed = before ? changedOf(fields, before, now) : fields.map((it) => it.name);
  const message: Document = {};
  for (const field of fields) {
    const { name, kind } = field;
    const isNamed = name === "code" || (name === "validFrom" && before !== undefined);
    if (!isNamed && !changed.includes(name)) continue;
    if (kind === "elements") {
      const rows = (now.elements[name] ?? []).map((row) =>
        Object.fromEntries(
          field.elements
            .map((it) => [it.name, sent(it, row[it.name] ?? "")])
            .filter(([, value]) => value !== null),
        ),
      );
      if (before || rows.length > 0) message[name] = rows;
    } else {
      const value = sent(field, now.values[name] ?? "");
      if (before || value !== null) message[name] = value;
    }
  }
  return message;
}

/** A collection in one line, for what changed. */
export function elementsAsText(elements: readonly Element[] | undefined): string {
  return (elements ?? [])
    .map((it) => Object.values(it).filter(Boolean).join(" "))
    .filter(Boolean)
    .join("; ");
}

/** What a field says in a draft, in one line. */
export function valueAsText(field: FieldSchema, draft: Draft): string {
  return field.kind === "elements"
    ? elementsAsText(draft.elements[field.name])
    : (draft.values[field.name] ?? "");
}
