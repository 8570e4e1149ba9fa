import { Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, type RefObject, useMemo, useState } from "react";
import { Icon } from "../../parts/Icon";
import { readable, useLabels, written } from "../declaration/labels";
import { asText, type Json, valueAt } from "../declaration/model/address";
import type { FieldIndex } from "../declaration/model/fields";
import type { Drafting } from "../declaration/model/useDraft";
import { placesOf } from "./places";

interface ChangesProps {
  index: FieldIndex;
  saved: Json;
  document: Json;
  drafting: Drafting;
  find: RefObject<HTMLInputElement | null>;
}

/** The fields that change, and a search for another. */
export function Changes({ index, saved, document, drafting, find }: ChangesProps) {
  const { t, i18n } = useLingui();
  const labels = useLabels(index);
  const { locale } = i18n;
  const { values } = drafting.draft;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [search, setSearch] = useState("");
  const [cursor, setCursor] = useState(0);
  const all = useMemo(() => placesOf(index, saved), [index, saved]);
  const shown = [...new Set([...Object.keys(values), ...picked])];
  const words = search.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const found =
    words.length === 0
      ? []
      : all
          .filter((address) => !shown.includes(address))
          .map((address) => ({
            address,
            label: labels.full(address, saved),
            value: asText(valueAt(saved, address)),
          }))
          .filter(({ label, value }) => {
            const text = `${label} ${value}`.toLocaleLowerCase();
            return words.every((word) => text.includes(word));
          })
          .slice(0, 12);
  const pick = (address: string | undefined) => {
    if (!address) return;
    setPicked((before) => [...before, address]);
    setSearch("");
    setCursor(0);
    window.setTimeout(() => window.document.getElementById(`c-${address}`)?.focus(), 0);
  };
  const drop = (address: string) => {
    setPicked((before) => before.filter((it) => it !== address));
    drafting.type(address, asText(valueAt(saved, address)) || null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setCursor((at) => Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setCursor((at) => Math.max(at - 1, 0));
    else if (event.key === "Enter" && !event.ctrlKey) pick(found[cursor]?.address);
    else if (event.key === "Escape") {
      setSearch("");
      find.current?.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <div className="changes">
      {shown.map((address) => {
        const field = index.get(address);
        const value = asText(valueAt(document, address));
        const label = labels.full(address, saved);
        const isNumber = field?.kind === "decimal" || field?.kind === "integer";
        return (
          <div className="change" key={address}>
            <label htmlFor={`c-${address}`} title={label}>
              {label}
            </label>
            <div className={address in values ? "in set" : "in"}>
              <input
                id={`c-${address}`}
                className={isNumber ? "tnum" : "ref"}
                maxLength={isNumber ? undefined : index.longest(address)}
                value={readable(field, value, locale)}
                onChange={(event) => {
                  const to = written(field, event.currentTarget.value);
                  drafting.type(address, to === "" ? null : to);
                }}
              />
              <button
                type="button"
                className="og"
                aria-label={t`Leave ${label} as it is`}
                title={t`Leave as it is`}
                onClick={() => drop(address)}
              >
                <Icon name="close" size={12} />
              </button>
            </div>
          </div>
        );
      })}
      <div className="in finder">
        <Icon name="search" size={14} className="q" />
        <input
          ref={find}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls="found-fields"
          aria-label={t`Another field`}
          placeholder={shown.length > 0 ? t`Another field` : t`Which field: its name or its value`}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setCursor(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {words.length > 0 && (
        <ul className="menu" id="found-fields" role="listbox" aria-label={t`Fields`}>
          {found.map((it, at) => (
            <li key={it.address} role="option" aria-selected={at === cursor}>
              <button type="button" className="pick cut" onClick={() => pick(it.address)}>
                {it.label} <span className="ref q">{it.value}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="q">
              <Trans>No field is called so or holds that.</Trans>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
