import { elementName, elementsAt, type Json } from "../declaration/model/address";
import { type FieldIndex, itemsPath } from "../declaration/model/fields";
import { type Group, layout } from "../declaration/model/layout";

/** Items whose fields can be searched; of more, the declaration's form is the better place. */
const mostItems = 200;

/** The addresses of all fields that could be changed. */
export function placesOf(index: FieldIndex, document: Json): string[] {
  const items = elementsAt(document, itemsPath)
    .slice(0, mostItems)
    .map((item, at) => `${itemsPath}[${elementName(item, at)}]`);
  return ["", ...items].flatMap((base) =>
    layout(index, document, base).flatMap((section) => section.groups.flatMap(addressesOf)),
  );
}

function addressesOf(group: Group): string[] {
  const rows = group.rows ?? [];
  return [
    ...group.places.map((place) => place.address),
    ...rows.flatMap((row) => [
      ...row.places.map((place) => place.address),
      ...row.groups.flatMap(addressesOf),
    ]),
  ];
}
