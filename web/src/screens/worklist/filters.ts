import type { MessageDescriptor } from "@lingui/core";
import { i18n } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import { statuses } from "../../parts/statuses";
import { date } from "../../words/format";
import type { Counts } from "./rows";
import { typeWords } from "./types";

/** The lists of values that counts tell. */
type Facet = Exclude<keyof Counts, "isAtLeast" | "groups">;

/** What a filter may be: values of a facet or of a choice, a text that is typed, or a day. */
type Kind =
  | { kind: "facet"; facet: Facet }
  | { kind: "choice"; values: readonly string[] }
  | { kind: "text"; begins?: true }
  | { kind: "day" };

/** A parameter by which the list is narrowed down. */
export type Filter = Kind & {
  name: string;
  words: MessageDescriptor;
  /** Whether several values are joined by "or". */
  hasMany?: true;
  /** What a value is called; itself where absent. */
  valueWords?: (value: string) => string;
};

const yesOrNo = (value: string) => i18n._(value === "true" ? msg`yes` : msg`no`);
const spans: Readonly<Record<string, number>> = { h: 1, d: 24 };

function spanWords(value: string): string {
  const count = Number.parseInt(value, 10);
  const unit = value.at(-1) ?? "";
  if (!spans[unit]) return value;
  return i18n._(
    unit === "h"
      ? msg`${plural(count, { one: "last hour", other: "last # hours" })}`
      : msg`${plural(count, { one: "last day", other: "last # days" })}`,
  );
}

const direction = (value: string) =>
  i18n._(value === "IN" ? msg`goods come in` : msg`goods go out`);

/** Every filter of `docs/lists.md` but the tab and the search, which have their own places. */
export const filters: readonly Filter[] = [
  {
    name: "status",
    words: msg`Status`,
    kind: "facet",
    facet: "statuses",
    hasMany: true,
    valueWords: (value) => {
      const known = statuses[value];
      return known ? i18n._(known.label) : value;
    },
  },
  { name: "plant", words: msg`Plant`, kind: "facet", facet: "plants", hasMany: true },
  {
    name: "type",
    words: msg`Type`,
    kind: "facet",
    facet: "types",
    hasMany: true,
    valueWords: (value) => typeWords({ declarationType: value }),
  },
  { name: "system", words: msg`Customs system`, kind: "facet", facet: "systems", hasMany: true },
  { name: "errorCode", words: msg`Error`, kind: "facet", facet: "errorCodes", hasMany: true },
  { name: "assignee", words: msg`Assigned`, kind: "text", hasMany: true },
  {
    name: "changed",
    words: msg`Changed`,
    kind: "choice",
    values: ["1h", "24h", "7d", "30d"],
    valueWords: spanWords,
  },
  {
    name: "overdue",
    words: msg`Overdue`,
    kind: "choice",
    values: ["true", "false"],
    valueWords: yesOrNo,
  },
  { name: "dueBefore", words: msg`Due before`, kind: "day", valueWords: date },
  {
    name: "hasErrors",
    words: msg`With errors`,
    kind: "choice",
    values: ["true", "false"],
    valueWords: yesOrNo,
  },
  {
    name: "hasWarnings",
    words: msg`With warnings`,
    kind: "choice",
    values: ["true", "false"],
    valueWords: yesOrNo,
  },
  { name: "company", words: msg`Company`, kind: "text", hasMany: true },
  { name: "storageLocation", words: msg`Storage location`, kind: "text", hasMany: true },
  { name: "jurisdiction", words: msg`Country of customs`, kind: "text", hasMany: true },
  { name: "customsFlow", words: msg`Flow`, kind: "text" },
  { name: "customsFlowStep", words: msg`Step`, kind: "text", hasMany: true },
  {
    name: "direction",
    words: msg`Direction`,
    kind: "choice",
    values: ["IN", "OUT"],
    valueWords: direction,
  },
  { name: "shipFrom", words: msg`Country of dispatch`, kind: "text" },
  { name: "shipTo", words: msg`Country of destination`, kind: "text" },
  { name: "externalReference", words: msg`Shipment`, kind: "text", begins: true },
  { name: "mrn", words: msg`MRN`, kind: "text", begins: true },
  { name: "lrn", words: msg`LRN`, kind: "text", begins: true },
  { name: "arc", words: msg`ARC`, kind: "text", begins: true },
  { name: "ucr", words: msg`UCR`, kind: "text", begins: true },
  { name: "lastUpdatedFrom", words: msg`Changed from`, kind: "day", valueWords: date },
  { name: "lastUpdatedTo", words: msg`Changed until`, kind: "day", valueWords: date },
  { name: "creationDateFrom", words: msg`Created from`, kind: "day", valueWords: date },
  { name: "creationDateTo", words: msg`Created until`, kind: "day", valueWords: date },
  { name: "declarationDateFrom", words: msg`Accepted from`, kind: "day", valueWords: date },
  { name: "declarationDateTo", words: msg`Accepted until`, kind: "day", valueWords: date },
];

/** The filter of a parameter. */
export function filterNamed(name: string): Filter | undefined {
  return filters.find((filter) => filter.name === name);
}

/** The value of a parameter in words; several with commas. */
export function valueWords(filter: Filter, value: string): string {
  const words = filter.valueWords ?? ((it: string) => it || i18n._(msg`none`));
  return value.split(",").map(words).join(", ");
}
