import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";

interface Described {
  label: string;
  hint?: string | undefined;
  wrong?: string | undefined;
  isWhole?: boolean;
}

interface Ids {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
}

/** A label over what is typed, with what helps and what is wrong below. */
function Around(props: Described & { ids: Ids; children: ReactNode }) {
  const { ids, label, hint, wrong, isWhole, children } = props;
  return (
    <div className={isWhole ? "entry whole" : "entry"}>
      <label className="name" htmlFor={ids.id}>
        {label}
      </label>
      {children}
      {(wrong || hint) && (
        <span className={wrong ? "wrong" : "hint"} id={ids["aria-describedby"]}>
          {wrong ?? hint}
        </span>
      )}
    </div>
  );
}

function useIds({ hint, wrong }: Described): Ids {
  const id = useId();
  return {
    id,
    "aria-describedby": hint || wrong ? `${id}-about` : undefined,
    "aria-invalid": wrong !== undefined,
  };
}

/** A field of a form: one line of text, a number or a day. */
export function Entry(props: Described & InputHTMLAttributes<HTMLInputElement>) {
  const { label, hint, wrong, isWhole, ...input } = props;
  const described = { label, hint, wrong, isWhole: isWhole ?? false };
  const ids = useIds(described);
  return (
    <Around {...described} ids={ids}>
      <input autoComplete="off" spellCheck={false} {...input} {...ids} />
    </Around>
  );
}

/** A field of which the values are known. */
export function SelectEntry(props: Described & SelectHTMLAttributes<HTMLSelectElement>) {
  const { label, hint, wrong, isWhole, children, ...select } = props;
  const described = { label, hint, wrong, isWhole: isWhole ?? false };
  const ids = useIds(described);
  return (
    <Around {...described} ids={ids}>
      <select {...select} {...ids}>
        {children}
      </select>
    </Around>
  );
}
