import { Trans, useLingui } from "@lingui/react/macro";
import { Combobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, memo } from "react";
import { codeQuery, codesQuery } from "../../../api/codes";
import { inLanguage } from "../model/fields";
import { SuggestInput, useSuggesting } from "./SuggestInput";

interface CodeInputProps {
  input: ComponentProps<"input">;
  /** The lists that its codes are of; the first that is known counts. */
  lists: readonly string[];
  /** The only codes that this type of declaration takes, where they are named. */
  codes: readonly string[] | undefined;
  value: string;
  day: string;
  onChange: (to: string) => void;
}

/** A code of a list, with what it means; found by its beginning or by words. */
export const CodeInput = memo(function CodeInput(props: CodeInputProps) {
  const { input, lists, codes, value, day, onChange } = props;
  const { i18n } = useLingui();
  const { locale } = i18n;
  const suggesting = useSuggesting();
  const { data: known } = useQuery(codeQuery(lists, value, day));
  const { data: found } = useQuery({
    ...codesQuery(lists, suggesting.search, day),
    enabled: suggesting.isOpen && lists.length > 0,
  });
  const entries = (found?.answer.entries ?? []).filter(
    (it) => !codes?.length || codes.includes(it.code),
  );
  const near = entries.length === 0 ? (found?.answer.nearest ?? []) : [];
  const shown = [...entries, ...near];
  const bare = lists.length === 0 ? (codes ?? []).map((code) => ({ code, label: null })) : shown;
  return (
    <SuggestInput
      input={input}
      value={value}
      onChange={onChange}
      suggesting={suggesting}
      beside={
        known?.label && (
          <span className="sub" title={inLanguage(known.label, locale)}>
            {inLanguage(known.label, locale)}
          </span>
        )
      }
    >
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
    </SuggestInput>
  );
});
