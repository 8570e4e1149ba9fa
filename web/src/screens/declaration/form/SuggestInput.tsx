import { Combobox, useCombobox } from "@mantine/core";
import { type ComponentProps, type ReactNode, useState } from "react";

/** The state of an input with suggestions: its box, and what is searched in it. */
export function useSuggesting() {
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [search, setSearch] = useState("");
  return { box, search, setSearch, isOpen: box.dropdownOpened };
}

interface SuggestInputProps {
  input: ComponentProps<"input">;
  value: string;
  onChange: (to: string) => void;
  suggesting: ReturnType<typeof useSuggesting>;
  /** What stands beside the input. */
  beside: ReactNode;
  /** What is suggested. */
  children: ReactNode;
}

/** An input whose values are suggested while one types; anything may be typed all the same. */
export function SuggestInput(props: SuggestInputProps) {
  const { input, value, onChange, suggesting, beside, children } = props;
  const { box, setSearch } = suggesting;
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
      {beside}
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }}>
          {children}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
