import { Trans } from "@lingui/react/macro";
import { useId } from "react";

interface FiltersProps {
  text: string;
  isReadOnly?: boolean;
  onChange: (text: string) => void;
}

/** The events that are posted, one type a line. */
export function Filters({ text, isReadOnly, onChange }: FiltersProps) {
  const id = useId();
  return (
    <div className="entry">
      <label className="name" htmlFor={id}>
        <Trans>Events</Trans>
      </label>
      <textarea
        id={id}
        rows={3}
        value={text}
        disabled={isReadOnly}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span className="hint" id={`${id}-about`}>
        <Trans>One type a line, with subtypes behind a colon; empty: all events.</Trans>
      </span>
    </div>
  );
}
