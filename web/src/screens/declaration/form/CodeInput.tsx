import { Trans, useLingui } from "@lingui/react/macro";
import { Combobox, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, useState } from "react";
import { codeQuery, codesQuery } from "../codes";
import { useDesk } from "../desk";
import { type Field, inLanguage } from "../model/fields";

interface CodeInputProps {
  input: ComponentProps<"input">;
  field: Field;
  address: string;
  value: string;
  onChange: (to: string) => void;
}

/** A code of a list, with what it means; found by its beginning or by words. */
export function CodeInput({ input, field, address, value, onChange }: CodeInputProps) {
  const { i18n } = useLingui();
  const { locale } = i18n;
  const desk = useDesk();
  const lists = desk.index.lists(address);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [search, setSearch] = useState("");
  const { data: known } = useQuery(codeQuery(lists, value, desk.day));
  const codes = field.line?.codes;
  const { data: found } = useQuery({
    ...codesQuery(lists, search, desk.day),
    enabled: box.dropdownOpened && lists.length > 0,
  });
  const entries = (found?.answer.entries ?? []).filter(
    (it) => !codes?.length || codes.includes(it.code),
  );
  const near = entries.length === 0 ? (found?.answer.nearest ?? []) : [];
  const shown = [...entries, ...near];
  const bare = lists.length === 0 ? (codes ?? []).map((code) => ({ code, label: null })) : shown;
  return (
    <Combobox
      store={box}
      width={340}
      position="bottom-start"
      onOptionSubmit={(code) => {
        onChange(code);
        box.closeDropdown();
      }}
    >
      <Combobox.Target>
        <input
          {...input}
          className="ref"
          value={value}
          readOnly={!desk.canEdit}
          autoComplete="off"
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setSearch(event.currentTarget.value);
            box.openDropdown();
          }}
          onBlur={() => box.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" && event.altKey && desk.canEdit) {
              event.preventDefault();
              setSearch("");
              box.openDropdown();
            }
            if (event.key === "Escape" && box.dropdownOpened) {
              event.preventDefault();
              box.closeDropdown();
            }
          }}
        />
      </Combobox.Target>
      {known?.label && <span className="sub">{inLanguage(known.label, locale)}</span>}
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }}>
          {near.length > 0 && (
            <Combobox.Empty>
              <Trans>Not in the list. Nearest:</Trans>
            </Combobox.Empty>
          )}
          {bare.map((it) => (
            <Combobox.Option key={it.code} value={it.code}>
              <span className="ref">{it.code}</span>{" "}
              <span className="m">{inLanguage(it.label, locale)}</span>
            </Combobox.Option>
          ))}
          {found === null && (
            <Combobox.Empty>
              <Trans>The list is not loaded. What is typed is taken as it is.</Trans>
            </Combobox.Empty>
          )}
          {found && shown.length === 0 && (
            <Combobox.Empty>
              <Trans>Nothing in {found.list} on this day.</Trans>
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
