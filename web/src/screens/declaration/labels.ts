import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";
import { asText, elementsAt, type Json, placeOf, plain, stepsOf } from "./model/address";
import { type Field, type FieldIndex, inLanguage, isLeaf, itemsPath } from "./model/fields";

/** Fields whose name says little without what holds them. */
const better: Readonly<Record<string, MessageDescriptor>> = {
  [`${itemsPath}.commodity.classifications.code`]: msg`Commodity code`,
  [`${itemsPath}.packagings.quantity`]: msg`Packages`,
  [`${itemsPath}.packagings.type`]: msg`Kind`,
  [`${itemsPath}.origin.country`]: msg`Origin`,
  [`${itemsPath}.commodity.itemId`]: msg`Article`,
};

/** Words for fields, in the language that is shown. */
export function useLabels(index: FieldIndex) {
  const { t, i18n } = useLingui();
  const { locale } = i18n;
  /** What a field is called within its group. */
  const short = useCallback(
    (field: Field): string => {
      const words = better[field.path];
      return words ? i18n._(words) : inLanguage(field.label, locale);
    },
    [i18n, locale],
  );
  /** What a field is called anywhere: with its item and what holds it. */
  const full = useCallback(
    (address: string, document: Json): string => {
      const field = index.get(address);
      const name = field ? short(field) : (stepsOf(address).at(-1)?.name ?? address);
      const item = address.startsWith(`${itemsPath}[`);
      const head = better[plain(address)] ? undefined : headOf(index, address, item);
      const label = head ? `${inLanguage(head.label, locale)}: ${name}` : name;
      if (!item) return label;
      const element = address.slice(itemsPath.length + 1, address.indexOf("]"));
      const number = placeOf(elementsAt(document, itemsPath), element) + 1;
      return number > 0 ? t`Item ${number}, ${label}` : label;
    },
    [index, short, locale, t],
  );
  /** A sentence of the server in which fields stand by their names, and persons without their ids. */
  const prose = useCallback(
    (sentence: string, document: Json): string =>
      sentence
        .replaceAll(/ <[0-9a-f-]{36}>/g, "")
        .replaceAll(address, (it) => (index.get(it) ? full(it, document) : it)),
    [index, full],
  );
  return { short, full, prose };
}

/** What looks like the address of a field. */
const address = /[a-z]\w*(?:\[[^\]]*\])?(?:\.\w+(?:\[[^\]]*\])?)+/g;

/** The record or collection that a field is in, where it has a name of its own. */
function headOf(index: FieldIndex, address: string, isInItem: boolean): Field | undefined {
  const names = plain(address).split(".");
  for (let count = isInItem ? 3 : 1; count < names.length; count += 1) {
    const path = names.slice(0, count).join(".");
    const field = index.get(path);
    const isFrame = ["goodsShipment", "goodsShipment.consignment"].includes(path);
    if (field && !isLeaf(field) && !isFrame && !path.endsWith("goodsMeasure")) return field;
  }
  return undefined;
}

/** A saved value as people read it: numbers with the mark of the language. */
export function readable(
  field: Field | undefined,
  value: Json | undefined,
  locale: string,
): string {
  const text = asText(value);
  if (field?.kind === "decimal" && locale === "de") return text.replace(".", ",");
  return text;
}

/** What was typed as the API writes it: numbers with a point. */
export function written(field: Field | undefined, text: string): string {
  const bare = text.trim();
  if (field?.kind !== "decimal") return text;
  const last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  if (last < 0) return bare;
  const whole = bare.slice(0, last).replaceAll(/[.,\s]/g, "");
  return `${whole}.${bare.slice(last + 1)}`;
}
