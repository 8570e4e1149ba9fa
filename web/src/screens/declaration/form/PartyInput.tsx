import { Trans } from "@lingui/react/macro";
import { Combobox, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, memo, useState } from "react";
import { partnersQuery } from "../data";
import { asText, isRecord, type Json } from "../model/address";

interface PartyInputProps {
  input: ComponentProps<"input">;
  /** What the party is called. */
  name: string;
  value: string;
  tenant: string;
  day: string;
  onChange: (to: string) => void;
}

/** A party by its code in the master data, from which its name, numbers and address follow. */
export const PartyInput = memo(function PartyInput(props: PartyInputProps) {
  const { input, name, value, tenant, day, onChange } = props;
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [search, setSearch] = useState("");
  const { data } = useQuery({
    ...partnersQuery(tenant, search, day),
    enabled: box.dropdownOpened,
  });
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
          autoComplete="off"
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setSearch(event.currentTarget.value);
            box.openDropdown();
          }}
          onBlur={() => box.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" && event.altKey && !input.readOnly) {
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
      {name && <span className="sub">{name}</span>}
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }}>
          {data?.records.map((it) => (
            <Combobox.Option key={`${it.code} ${it.version}`} value={it.code}>
              <span className="ref">{it.code}</span>{" "}
              <span className="m">{"record" in it ? nameIn(it.record as Json) : it.name}</span>
            </Combobox.Option>
          ))}
          {data?.records.length === 0 && (
            <Combobox.Empty>
              <Trans>No partner of this code or name.</Trans>
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
});

function nameIn(record: Json): string {
  if (!isRecord(record)) return "";
  return [record.name, record.city].map(asText).filter(Boolean).join(", ");
}
