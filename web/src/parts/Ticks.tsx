interface TicksProps {
  legend: string;
  /** What may be ticked, with a word about it where there is one. */
  choices: readonly { value: string; about?: string }[];
  ticked: readonly string[];
  isReadOnly?: boolean;
  onChange: (ticked: string[]) => void;
}

/** Several of a few: each with its box. */
export function Ticks({ legend, choices, ticked, isReadOnly, onChange }: TicksProps) {
  const turn = (value: string, isOn: boolean) =>
    onChange(
      choices.map((it) => it.value).filter((it) => (it === value ? isOn : ticked.includes(it))),
    );
  return (
    <fieldset className="ticks" disabled={isReadOnly}>
      <legend>{legend}</legend>
      {choices.map(({ value, about }) => (
        <label key={value} title={about}>
          <input
            type="checkbox"
            checked={ticked.includes(value)}
            onChange={(event) => turn(value, event.currentTarget.checked)}
          />
          <span className="cut">{value}</span>
        </label>
      ))}
    </fieldset>
  );
}
