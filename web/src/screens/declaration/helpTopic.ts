import { t } from "@lingui/core/macro";
import type { HelpTopic } from "../../parts/Help";
import type { Desk } from "./desk";
import { type Field, inLanguage } from "./model/fields";
import type { Found } from "./model/findings";

/** What is known of the field with the focus, and of what is found wrong in it. */
export function fieldTopic(desk: Desk, address: string, label: string, locale: string): HelpTopic {
  const field = desk.index.get(address);
  const found = desk.foundAt.get(address) ?? [];
  if (!field) return { title: label, codes: codesOf(found) };
  const section = desk.index.form.sections?.find((it) => it.code === field.section);
  const facts: (readonly [string, string])[] = [
    [t`Section`, section ? inLanguage(section.label, locale) : ""],
    [t`For ${inLanguage(desk.index.form.label, locale)}`, needWords(field)],
    [t`Data element`, field.line?.need?.number ?? ""],
    [t`Code list`, desk.index.lists(address).join(", ")],
    [t`Codes`, field.line?.codes?.join(", ") ?? ""],
    [t`Length`, lengthWords(field)],
    [t`Name in the API`, field.path],
  ];
  return {
    title: label,
    words: inLanguage(field.help, locale),
    facts: facts.filter(([, value]) => value !== ""),
    codes: codesOf(found),
  };
}

/** What the status and what comes next mean, where no field has the focus. */
export function statusTopic(desk: Desk, status: string, next: string): HelpTopic {
  const { declaration, found } = desk;
  const actions = declaration.actions.map((it) => it.action).join(", ");
  const facts: (readonly [string, string])[] = [
    [t`Next`, next],
    [t`Allowed now`, actions],
    [t`Name in the API`, declaration.currentStatus],
  ];
  return {
    title: status,
    facts: facts.filter(([, value]) => value !== ""),
    codes: codesOf(found),
  };
}

/** Codes of ours, which have a page; customs explains its own. */
function codesOf(found: readonly Found[]): string[] {
  const ours = found.filter((it) => it.source !== "customs" && it.link);
  return [...new Set(ours.map((it) => it.code))].slice(0, 5);
}

function needWords(field: Field): string {
  switch (field.line?.need?.need) {
    case "mandatory":
      return t`must be there`;
    case "conditional":
      return t`depends on other fields`;
    case "optional":
      return t`may be there`;
    case "forbidden":
      return t`must not be there`;
    default:
      return "";
  }
}

/** What the messages of the customs systems take. */
function lengthWords(field: Field): string {
  return (field.line?.systems ?? [])
    .flatMap(({ system, maxLength }) => (maxLength ? [`${system} ${maxLength}`] : []))
    .join(", ");
}
