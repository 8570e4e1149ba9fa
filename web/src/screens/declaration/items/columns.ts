import { asText, elementName, elementsAt, isRecord, type Json } from "../model/address";
import { type Field, type FieldIndex, isLeaf, itemsPath } from "../model/fields";

/** A column of the goods items. */
export interface ItemColumn {
  /** Its path below the item. */
  path: string;
  field: Field;
  isNumber: boolean;
  /** Its least width in pixels; the description takes the rest. */
  width: number;
}

/** The columns that are shown unless somebody chose others; those that the type does not have are left out. */
const usual = [
  "commodity.itemId",
  "commodity.description",
  "commodity.classifications.code",
  "procedure.requestedProcedure",
  "origin.country",
  "goodsMeasure.gmass",
  "goodsMeasure.nmass",
  "goodsMeasure.supQty",
  "packagings.quantity",
  "packagings.type",
];

const stored = "cas.items.columns";

/** The paths of the columns that the person chose on this device. */
export function chosenColumns(): string[] | undefined {
  const text = localStorage.getItem(stored);
  return text ? text.split(" ") : undefined;
}

export function chooseColumns(paths: readonly string[]): void {
  localStorage.setItem(stored, paths.join(" "));
}

/** All columns that a type of declaration could have. */
export function possibleColumns(index: FieldIndex): ItemColumn[] {
  const fields = index.all().filter((it) => it.path.startsWith(`${itemsPath}.`));
  return fields
    .filter((it) => isLeaf(it) && it.name !== "casReference" && it.name !== "seqNum")
    .filter((it) => it.line !== undefined || usual.includes(it.path.slice(itemsPath.length + 1)))
    .map(columnOf);
}

/** The columns that are shown. */
export function shownColumns(index: FieldIndex, items: readonly Json[]): ItemColumn[] {
  const all = possibleColumns(index);
  const chosen = chosenColumns();
  const paths = chosen ?? usual;
  const some = items.slice(0, 50);
  return paths
    .map((path) => all.find((it) => it.path === path))
    .filter((it) => it !== undefined)
    .filter(
      (it) =>
        chosen !== undefined ||
        it.field.line?.need?.need === "mandatory" ||
        it.path === "commodity.classifications.code" ||
        some.some((item) => cellText(item, it.path) !== ""),
    );
}

function columnOf(field: Field): ItemColumn {
  const path = field.path.slice(itemsPath.length + 1);
  const isNumber = field.kind === "decimal" || field.kind === "integer";
  const longest = Math.max(0, ...(field.line?.systems.map((it) => it.maxLength ?? 0) ?? []));
  const isCode = !isNumber && longest > 0 && longest <= 4;
  const isTariff = path.endsWith("classifications.code");
  return { path, field, isNumber, width: isTariff ? 118 : isNumber ? 80 : isCode ? 56 : 84 };
}

/** The address of a cell: of collections the first element is meant, the commodity code being that of the nomenclature. */
export function cellAddress(index: FieldIndex, item: Json, row: string, path: string): string {
  let at: Json | undefined = item;
  let address = row;
  for (const name of path.split(".")) {
    address = `${address}.${name}`;
    at = isRecord(at) ? at[name] : undefined;
    if (index.get(address)?.isRepeatable) {
      const elements: Json[] = Array.isArray(at) ? at : [];
      const place = firstOf(elements);
      at = elements[place];
      address += `[${elements.length > 0 ? elementName(at, place) : "#+1"}]`;
    }
  }
  return address;
}

/** What a cell shows. */
export function cellText(item: Json, path: string): string {
  let at: Json | undefined = item;
  for (const name of path.split(".")) {
    at = isRecord(at) ? at[name] : undefined;
    if (Array.isArray(at)) at = at[firstOf(at)];
  }
  return asText(at);
}

function firstOf(elements: readonly Json[]): number {
  const place = elements.findIndex((it) => isRecord(it) && it.type === "CN");
  return Math.max(place, 0);
}

/** The sum of a column over all items; without digits that adding made. */
export function sumOf(document: Json, path: string): number {
  const items = elementsAt(document, itemsPath);
  const sum = items.reduce<number>((all, item) => all + (Number(cellText(item, path)) || 0), 0);
  return Math.round(sum * 1e6) / 1e6;
}
