import { below, elementName, elementsAt, isRecord, type Json, plain, valueAt } from "./address";
import { type Field, type FieldIndex, isLeaf, itemsPath, type Texts } from "./fields";

/** A field at its place in the form. */
export interface Place {
  address: string;
  field: Field;
  /** Words before the label, where another field of the group is called the same. */
  prefix?: Texts;
  /** Whether it names a party of the master data, which fills the others. */
  isParty?: boolean;
}

/** Fields that stand together. */
export interface Group {
  address: string;
  /** The record or the collection; absent for fields of the declaration itself. */
  field?: Field;
  places: Place[];
  /** Of a collection: its elements, each with its fields. */
  rows?: Row[];
}

/** An element of a collection. */
export interface Row {
  address: string;
  places: Place[];
  /** Collections in it. */
  groups: Group[];
}

/** A section of the form. */
export interface Section {
  code: string;
  label: Texts;
  groups: Group[];
}

/** Names that documents need and people do not. */
const unseen = new Set(["casReference", "governmentAgencyGoodsItemId", "seqNum"]);
/** Records that are only a frame. */
const frames = new Set(["goodsShipment", "goodsShipment.consignment", itemsPath]);
/** The numbers of a party: of one party one number is asked. */
const numbers = "businessPartnerReference";

/** The sections of a form below a place: of the declaration, or of an item. */
export function layout(index: FieldIndex, document: Json, base: string): Section[] {
  const root = plain(base);
  const isItem = root === itemsPath;
  const given = pathsIn(valueAt(document, base) ?? document, root, isItem);
  const fields = index
    .all()
    .filter((it) => isUnder(it.path, root) && (isItem || !isUnder(it.path, itemsPath)))
    .filter((it) => it.line || given.has(it.path))
    .filter((it) => !unseen.has(it.name) && it.path !== itemsPath)
    .sort((a, b) => a.order - b.order);
  return (index.form.sections ?? []).map((section) => {
    const mine = fields.filter((it) => it.section === section.code);
    return {
      code: section.code,
      label: section.label,
      groups: groupsOf(index, document, base, mine),
    };
  });
}

function groupsOf(index: FieldIndex, document: Json, base: string, fields: Field[]): Group[] {
  const groups = new Map<string, { head?: Field; fields: Field[] }>();
  const root = plain(base);
  for (const field of fields) {
    const head = headOf(index, root, field);
    const key = head?.path ?? "";
    const group = groups.get(key) ?? { ...(head ? { head } : {}), fields: [] };
    group.fields.push(field);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ head, fields: all }) => {
    const address = head ? below(base, rest(head.path, root)) : base;
    const group: Group = { address, places: [], ...(head ? { field: head } : {}) };
    if (head?.isRepeatable) group.rows = rowsOf(index, document, address, all);
    else group.places = placesOf(index, document, base, all, head);
    return group;
  });
}

/** The collection that a field is shown with, else the record. */
function headOf(index: FieldIndex, root: string, field: Field): Field | undefined {
  const names = rest(field.path, root).split(".");
  const heads = names
    .map((_, at) => index.get(below(root, names.slice(0, at + 1).join("."))))
    .filter((it) => it !== undefined)
    .filter((it) => !isLeaf(it) && !frames.has(it.path) && it.name !== numbers);
  return heads.find((it) => it.isRepeatable) ?? heads[0];
}

/** The elements of a collection. */
function rowsOf(index: FieldIndex, document: Json, address: string, fields: Field[]): Row[] {
  const path = plain(address);
  return elementsAt(document, address).map((element, at) => {
    const row = `${address}[${elementName(element, at)}]`;
    const direct = fields.filter((it) => !isDeeper(index, path, it));
    const deeper = fields.filter((it) => isDeeper(index, path, it));
    return {
      address: row,
      places: placesOf(index, document, row, direct),
      groups: groupsOf(index, document, row, deeper).filter((it) => it.rows),
    };
  });
}

/** Whether a field is in a collection within a collection. */
function isDeeper(index: FieldIndex, path: string, field: Field): boolean {
  const head = headOf(index, path, field);
  return head?.isRepeatable === true;
}

function placesOf(
  index: FieldIndex,
  document: Json,
  base: string,
  fields: Field[],
  head?: Field,
): Place[] {
  const root = plain(base);
  const leaves = fields.filter(isLeaf).filter((it) => !it.path.endsWith(`${numbers}.type`));
  const places: Place[] = leaves.map((field) => ({
    address: withNumber(document, below(base, rest(field.path, root))),
    field,
    ...prefixOf(index, leaves, field),
  }));
  const code = head && index.get(`${head.path}.code`);
  if (head && code?.record === "Party") {
    const address = below(base, rest(code.path, root));
    const others = places.filter((it) => it.field.path !== code.path);
    return [{ address, field: { ...code, label: head.label }, isParty: true }, ...others];
  }
  return places;
}

/** The container's words, where two fields of a group are called the same. */
function prefixOf(index: FieldIndex, all: Field[], field: Field): { prefix?: Texts } {
  const isAlone = all.filter((it) => it.label.en === field.label.en).length === 1;
  const container = index.get(field.path.split(".").slice(0, -1).join("."));
  const names = field.path.split(".").length;
  const isShallow = all.every((it) => it.path.split(".").length >= names);
  return isAlone || isShallow || !container ? {} : { prefix: container.label };
}

/** An address with the number of a party by its element: the EORI number where there are several. */
function withNumber(document: Json, address: string): string {
  const [before, after] = address.split(`${numbers}.`);
  if (before === undefined || after === undefined) return address;
  const elements = elementsAt(document, `${before}${numbers}`);
  const eori = elements.findIndex((it) => isRecord(it) && it.type === "Eori");
  const at = Math.max(eori, 0);
  const name = elements.length > 0 ? elementName(elements[at], at) : "#+1";
  return `${before}${numbers}[${name}].${after}`;
}

function isUnder(path: string, root: string): boolean {
  return root === "" || path === root || path.startsWith(`${root}.`);
}

function rest(path: string, root: string): string {
  return root === "" ? path : path.slice(root.length + 1);
}

/** The paths of all values below a place; items are looked at one by one. */
function pathsIn(value: Json, path: string, isItem: boolean): Set<string> {
  const found = new Set<string>();
  const look = (at: Json, here: string) => {
    if (!isItem && here === itemsPath) return;
    if (Array.isArray(at)) for (const element of at) look(element, here);
    else if (isRecord(at)) {
      for (const [name, below_] of Object.entries(at)) look(below_, below(here, name));
    } else found.add(here);
  };
  look(value, path);
  return found;
}
