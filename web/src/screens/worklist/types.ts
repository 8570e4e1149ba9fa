import type { MessageDescriptor } from "@lingui/core";
import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Row } from "./rows";

/** What a type of declaration is about, by how its name begins. */
const kinds: readonly (readonly [RegExp, MessageDescriptor])[] = [
  [/^[BC]\d/, msg({ context: "type of declaration", message: "Export" })],
  [/^[HI]\d/, msg`Import`],
  [/^excise/i, msg`Excise e-AD`],
  [/^transit$/i, msg`Transit`],
  [/^exit/i, msg({ context: "type of declaration", message: "Exit" })],
];

/** A type of declaration in words, with its code where it has one. */
export function typeWords(row: Pick<Row, "declarationType">): string {
  const type = row.declarationType;
  const kind = kinds.find(([name]) => name.test(type))?.[1];
  if (!kind) return type;
  return /^[A-Z]\d/.test(type) ? `${i18n._(kind)} ${type}` : i18n._(kind);
}
