import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import { useStable } from "../../../parts/useStable";
import { useDesk } from "../desk";
import { readable, useLabels, written } from "../labels";
import { asText, valueAt } from "../model/address";
import { type Field, inLanguage } from "../model/fields";
import type { Place } from "../model/layout";
import { originWords } from "../origins";
import { useOrigin } from "../useOrigin";
import { CodeInput } from "./CodeInput";
import { FindingText } from "./FindingText";
import { OriginMark } from "./OriginMark";
import { PartyInput } from "./PartyInput";

interface FieldBoxProps {
  place: Place;
  /** In tables the head of the column has the words. */
  isBare?: boolean;
  /** What holds it, where no head says so. */
  head?: string;
}

/** A field: its words, its value, what is wrong with it, and where it comes from. */
export function FieldBox({ place, isBare = false, head = "" }: FieldBoxProps) {
  const { i18n, t } = useLingui();
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const { address, field } = place;
  const value = asText(valueAt(desk.document, address));
  const isDirty = address in desk.drafting.draft.values;
  const found = desk.foundAt.get(address) ?? [];
  const isBad = found.some((it) => it.severity === "error");
  const origin = useOrigin(address);
  const prefix = place.prefix ? inLanguage(place.prefix, i18n.locale) : "";
  const name = short(field);
  const label = [head, prefix, name].filter(Boolean).join(": ");
  const id = `f-${address}`;
  const longest = desk.index.longest(address);
  const classes = ["f", spanOf(longest, field.name), isBad ? "bad" : "", isDirty ? "dirty" : ""];
  const [raw, setRaw] = useState("");
  const { canEdit } = desk;
  const isNumber = field.kind === "decimal" || field.kind === "integer";
  const hasFindings = found.length > 0;
  const isRequired = field.line?.need?.need === "mandatory";
  // The same as long as nothing of it changes: only the field that is typed into is drawn again.
  const input = useMemo(
    () => ({
      id,
      "data-address": address,
      "aria-invalid": isBad,
      readOnly: !canEdit,
      ...(isBare ? { "aria-label": label } : {}),
      ...(hasFindings ? { "aria-describedby": `${id}-e` } : {}),
      ...(isRequired ? { "aria-required": true } : {}),
    }),
    [id, address, isBad, canEdit, isBare, label, hasFindings, isRequired],
  );
  const change = useStable((to: string) => desk.drafting.type(address, to === "" ? null : to));
  const lists = desk.index.lists(address);
  const isCode = lists.length > 0 || (field.line?.codes?.length ?? 0) > 0;
  const partyName = place.isParty
    ? asText(valueAt(desk.document, address.replace(/code$/, "name")))
    : "";
  const grouped = isDirty && field.kind === "decimal" && isAmbiguous(raw, i18n.locale);
  return (
    <div className={classes.filter(Boolean).join(" ")}>
      {!isBare && (
        <label htmlFor={id} title={`${label}. ${inLanguage(field.help, i18n.locale)}`}>
          {label}
          {isDirty && <span className="changed">{t`changed`}</span>}
        </label>
      )}
      <div className={desk.canEdit ? "in" : "in ro"}>
        {place.isParty ? (
          <PartyInput
            input={input}
            name={partyName}
            value={value}
            tenant={desk.tenant}
            day={desk.day}
            onChange={change}
          />
        ) : isCode ? (
          <CodeInput
            input={input}
            lists={lists}
            codes={field.line?.codes}
            value={value}
            day={desk.day}
            onChange={change}
          />
        ) : field.kind === "flag" ? (
          <select
            {...pressable(input)}
            value={value}
            disabled={!canEdit}
            onChange={(event) => change(event.currentTarget.value)}
          >
            <option value="">–</option>
            <option value="true">{t`Yes`}</option>
            <option value="false">{t`No`}</option>
          </select>
        ) : (
          <input
            {...input}
            className={isProse(field.name) ? "" : isNumber ? "tnum" : "ref"}
            type={field.kind === "date" ? "date" : "text"}
            inputMode={isNumber ? "decimal" : "text"}
            value={
              isDirty
                ? typedText(value, i18n.locale, field.kind)
                : readable(field, value, i18n.locale)
            }
            maxLength={longest && !isNumber ? Math.max(longest, value.length) : undefined}
            onChange={(event) => {
              setRaw(event.currentTarget.value);
              change(written(field, event.currentTarget.value));
            }}
          />
        )}
        <OriginMark address={address} />
      </div>
      <Follows address={address} field={field} value={value} />
      {desk.showsOrigins && origin && <p className="of">{originWords(origin)}</p>}
      {grouped && (
        <p className="er wa">
          <span>
            <Trans>
              Is it{" "}
              <button type="button" className="msg" onClick={() => change(raw.replace(/[.,]/, ""))}>
                {raw.replace(/[.,]/, "")}
              </button>{" "}
              or{" "}
              <button type="button" className="msg" onClick={() => setRaw("")}>
                {readable(field, value, i18n.locale)}
              </button>
              ?
            </Trans>
          </span>
        </p>
      )}
      <div id={`${id}-e`}>
        {found.map((it) => (
          <FindingText key={it.key} found={it} />
        ))}
      </div>
    </div>
  );
}

function typedText(value: string, locale: string, kind: string): string {
  return kind === "decimal" && locale === "de" ? value.replace(".", ",") : value;
}

interface FollowsProps {
  address: string;
  field: Field;
  value: string;
}

/** What would stand there once it is saved, where that is not what is shown. */
function Follows({ address, field, value }: FollowsProps) {
  const { t, i18n } = useLingui();
  const { drafting, follows } = useDesk();
  const isGivenBack = drafting.draft.values[address] === null;
  const after = follows.get(address) ?? "";
  if (!follows.has(address) || (after === value && !isGivenBack)) return null;
  const words = readable(field, after, i18n.locale);
  if (after === "") return <p className="of">{t`Nothing would stand there`}</p>;
  return (
    <p className="of">{isGivenBack ? t`Would stand there: ${words}` : t`Would be ${words}`}</p>
  );
}

/** Whether a mark may be of thousands or of decimals: 1.204 in German, 1,204 in English. */
function isAmbiguous(text: string, locale: string): boolean {
  return (locale === "de" ? /^[1-9]\d{0,2}\.\d{3}$/ : /^[1-9]\d{0,2},\d{3}$/).test(text);
}

/** The attributes of an input that a select has, too. */
function pressable<T extends { readOnly: boolean }>({ readOnly: _readOnly, ...rest }: T) {
  return rest;
}

/** Names of fields that hold prose, which is not compared by character. */
function isProse(name: string): boolean {
  return ["name", "description", "street", "city", "text", "complement", "location"].includes(name);
}

/** How wide a field is: long prose takes the row. */
function spanOf(longest: number | undefined, name: string): string {
  const isLong = longest !== undefined && longest > 200;
  return isLong && (isProse(name) || name === "shippingMarks") ? "w6" : "";
}
