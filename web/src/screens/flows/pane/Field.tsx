import type { ReactNode } from "react";
import { useId } from "react";

interface FieldProps {
  label: string;
  /** Gets the id by which the label names its control. */
  children: (id: string) => ReactNode;
}

/** A control with its label at the left. */
export function Field({ label, children }: FieldProps) {
  const id = useId();
  return (
    <div className="fl">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  isDisabled: boolean;
  /** Whether it is compared character by character, as an expression. */
  isCode?: boolean;
  hint?: string;
  onChange: (value: string) => void;
}

/** A line of text with its label. */
export function TextField(props: TextFieldProps) {
  const { label, value, isDisabled, isCode, hint, onChange } = props;
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className={isCode ? "ctl ref" : "ctl"}
          value={value}
          disabled={isDisabled}
          placeholder={hint}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Texts between commas, as a list. */
export function listed(text: string): string[] {
  return text
    .split(",")
    .map((it) => it.trimStart())
    .filter((it, at, all) => it !== "" || at < all.length - 1);
}
