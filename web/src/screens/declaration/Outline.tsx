import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { useDesk } from "./desk";
import { asText, elementName, elementsAt, valueAt } from "./model/address";
import { inLanguage, itemsPath } from "./model/fields";
import { itemOf } from "./model/findings";

/** Items that are named one by one. */
const mostItems = 8;

/** The sections, with how much is wrong and how much was changed in each. */
export function Outline() {
  const { t, i18n } = useLingui();
  const desk = useDesk();
  const { index, document } = desk;
  const sectionOf = (address: string) =>
    itemOf(address) ? "items" : (index.get(address)?.section ?? "");
  const errors = countBy(
    desk.found.filter((it) => it.severity === "error").map((it) => it.addresses[0] ?? ""),
    sectionOf,
  );
  const changes = countBy(Object.keys(desk.drafting.draft.values), sectionOf);
  const errorsOfItems = countBy(
    desk.found.filter((it) => it.severity === "error").flatMap((it) => it.addresses.slice(0, 1)),
    (address) => itemOf(address) ?? "",
  );
  const items = useMemo(
    () =>
      elementsAt(document, itemsPath).map((item, at) => ({
        address: `${itemsPath}[${elementName(item, at)}]`,
        number: at + 1,
        name: asText(valueAt(item, "commodity.description")),
      })),
    [document],
  );
  const named =
    items.length <= mostItems
      ? items
      : items.filter((it) => errorsOfItems.has(it.address)).slice(0, mostItems);
  const show = (id: string) => {
    const element = window.document.getElementById(id);
    element?.scrollIntoView({ block: "start" });
    element
      ?.querySelector<HTMLElement>("input, select, [role=grid]")
      ?.focus({ preventScroll: true });
  };
  const count = (key: string) => {
    const wrong = errors.get(key);
    const changed = changes.get(key);
    if (wrong) return <span className="n e">{wrong}</span>;
    if (changed) return <span className="n changed">{t`${changed} changed`}</span>;
    return null;
  };
  return (
    <nav className="outline scroll" aria-label={t`Sections`}>
      {(index.form.sections ?? [])
        .filter((it) => index.form.fields.some((field) => field.section === it.code))
        .map((it) => (
          <button key={it.code} type="button" onClick={() => show(`s-${it.code}`)}>
            <span>{inLanguage(it.label, i18n.locale)}</span>
            {count(it.code)}
          </button>
        ))}
      <button type="button" onClick={() => show("items")}>
        <span>{t`Items`}</span>
        {count("items") ?? <span className="n">{items.length}</span>}
      </button>
      {named.map((it) => (
        <button
          key={it.address}
          type="button"
          className="sub"
          aria-current={desk.item === it.address}
          onClick={() => desk.openItem(it.address)}
        >
          <span className="cut" title={it.name}>
            {it.number} {it.name}
          </span>
          {errorsOfItems.has(it.address) && (
            <span className="n e">{errorsOfItems.get(it.address)}</span>
          )}
        </button>
      ))}
    </nav>
  );
}

function countBy(addresses: readonly string[], key: (address: string) => string) {
  const counts = new Map<string, number>();
  for (const address of addresses) {
    const at = key(address);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}
