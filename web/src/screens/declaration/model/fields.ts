import type { components } from "../../../api/schema";
import { type Json, plain } from "./address";

export type Texts = components["schemas"]["Texts"];
export type CodeListName = components["schemas"]["FieldListAnswer"];
export type Form = components["schemas"]["DeclarationForm"];
type FormField = components["schemas"]["FormField"];
type FormLine = components["schemas"]["FormLine"];

/** A field, as the form of the type has it, or else as all documents have it. */
export interface Field extends FormField {
  /** Absent where the form does not ask for it. */
  line?: FormLine;
}

/** The path of the goods items. */
export const itemsPath = "goodsShipment.governmentAgencyGoodsItems";

/** All fields that there are, by path. */
export class FieldIndex {
  readonly form: Form;
  private readonly byPath = new Map<string, Field>();
  private readonly listsByPath = new Map<string, readonly string[]>();

  constructor(form: Form, all: readonly FormField[]) {
    this.form = form;
    for (const field of all) this.byPath.set(field.path, field);
    for (const line of form.fields) this.byPath.set(line.path, { ...line, line });
  }

  /** The field of an address. */
  get(address: string): Field | undefined {
    return this.byPath.get(plain(address));
  }

  /** The fields, in the order of forms. */
  all(): Field[] {
    return [...this.byPath.values()];
  }

  /** A typed value as the API takes it. */
  read(address: string, text: string): Json {
    const kind = this.get(address)?.kind;
    if (kind === "flag") return text === "true";
    if (kind === "integer" && /^\d{1,15}$/.test(text)) return Number(text);
    return text;
  }

  /** The most characters that customs takes. */
  longest(address: string): number | undefined {
    const lengths = this.get(address)?.line?.systems.map((it) => it.maxLength ?? 0) ?? [];
    const longest = Math.max(0, ...lengths);
    return longest > 0 ? longest : undefined;
  }

  /** The lists of codes of a field for this type of declaration; the first that is known counts. */
  lists(address: string): readonly string[] {
    const path = plain(address);
    const known = this.listsByPath.get(path) ?? this.findLists(path);
    this.listsByPath.set(path, known);
    return known;
  }

  private findLists(address: string): string[] {
    const { category, territory } = this.form;
    const lists = this.get(address)?.codeLists ?? [];
    return lists
      .filter((it) => !it.withCategory)
      .filter((it) => !it.category || it.category === category)
      .filter((it) => !it.territory || it.territory === territory)
      .map((it) => it.list);
  }
}

/** Whether a field holds a value and not other fields. */
export function isLeaf(field: Field): boolean {
  return field.kind !== "record" && field.kind !== "collection";
}

/** A text in the language that is shown. */
export function inLanguage(texts: Texts | null | undefined, locale: string): string {
  if (!texts) return "";
  return (locale === "de" ? texts.de : undefined) ?? texts.en;
}
