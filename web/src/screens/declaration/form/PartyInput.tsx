import { Trans } from "@lingui/react/macro";
import { Combobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, memo } from "react";
import { partnersQuery } from "../data";
import { asText, isRecord, type Json } from "../model/address";
import { SuggestInput, useSuggesting } from "./SuggestInput";

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
  const suggesting = useSuggesting();
  const { data } = useQuery({
    ...partnersQuery(tenant, suggesting.search, day),
    enabled: suggesting.isOpen,
  });
  return (
    <SuggestInput
      input={input}
      value={value}
      onChange={onChange}
      suggesting={suggesting}
      beside={name && <span className="sub">{name}</span>}
    >
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
    </SuggestInput>
  );
});

function nameIn(record: Json): string {
  if (!isRecord(record)) return "";
  return [record.name, record.city].map(asText).filter(Boolean).join(", ");
}
