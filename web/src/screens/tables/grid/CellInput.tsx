import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { codesQuery } from "../../../api/codes";
import { useTableFields } from "../fields";
import type { Column } from "../model/columns";
import type { GridHands } from "./hands";

interface CellInputProps {
  column: Column;
  text: string;
  /** The day on which codes are looked up. */
  day: string;
  hands: GridHands;
}

/** The last code of what is typed, which is the one that is being searched for. */
const lastCode = /[^;,\s]*$/;

/** The field of the cell that is edited, with the codes that begin like what is typed. */
export function CellInput({ column, text, day, hands }: CellInputProps) {
  const { t, i18n } = useLingui();
  const fields = useTableFields();
  const [at, setAt] = useState(-1);
  const lists = fields.listsOf(column);
  const word = (lastCode.exec(text)?.[0] ?? "").replaceAll(/[*"]/g, "");
  const { data } = useQuery({ ...codesQuery(lists, word, day), enabled: lists.length > 0 });
  const entries = data?.answer.entries ?? [];
  const near = entries.length === 0 ? (data?.answer.nearest ?? []) : [];
  const bools = column.type === "boolean" ? [{ code: "true" }, { code: "false" }] : [];
  const found: readonly { code: string; label?: { en: string; de?: string | null } | null }[] = [
    ...entries,
    ...near,
    ...bools,
  ].slice(0, 8);
  const whole = (code: string) => text.replace(lastCode, code);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const isStep = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (isStep && found.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt(Math.min(Math.max(at + step, -1), found.length - 1));
    } else if (event.key === "Enter" || event.key === "Tab") {
      const chosen = found[at];
      hands.commit(chosen ? whole(chosen.code) : event.currentTarget.value);
    }
  };
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the cell had the focus before it was edited
        autoFocus
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="cell-codes"
        aria-activedescendant={at >= 0 ? `cell-code-${at}` : undefined}
        aria-label={fields.labelOf(column)}
        value={text}
        onChange={(event) => {
          setAt(-1);
          hands.type(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={(event) => hands.commit(event.currentTarget.value)}
      />
      {found.length > 0 && (
        <div className="pop celled">
          {near.length > 0 && <p className="msg q s">{t`Not in the list. Nearest:`}</p>}
          <ul className="menu" role="listbox" id="cell-codes" aria-label={t`Codes`}>
            {found.map((it, index) => (
              <li
                key={it.code}
                id={`cell-code-${index}`}
                role="option"
                aria-selected={index === at}
                onMouseDown={(event) => {
                  event.preventDefault();
                  event.stopPropagation();
                  hands.commit(whole(it.code));
                }}
              >
                <span className="ref">{it.code}</span>
                <span className="cut s">
                  {(i18n.locale === "de" && it.label?.de) || it.label?.en || ""}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
