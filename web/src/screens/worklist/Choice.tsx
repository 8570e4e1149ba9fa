import { type KeyboardEvent, type ReactNode, useState } from "react";
import { arrowed } from "../../keys/arrows";
import { Dialog } from "../../parts/Dialog";

/** One of the things to choose from. */
export interface Option {
  id: string;
  label: ReactNode;
  /** What it is found by. */
  text: string;
  choose: () => void;
}

interface ChoiceProps {
  title: string;
  /** What is typed, in words. */
  label: string;
  options: readonly Option[];
  /** What stands for a text that is none of them. */
  other?: (text: string) => Option;
  onClose: () => void;
}

/** A dialog in which one thing is chosen by typing or pointing. */
export function Choice({ title, label, options, other, onClose }: ChoiceProps) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const wanted = typed.trim().toLocaleLowerCase();
  const fitting = options.filter((it) => it.text.toLocaleLowerCase().includes(wanted));
  const isNew = wanted !== "" && !options.some((it) => it.text.toLocaleLowerCase() === wanted);
  const found = isNew && other ? [...fitting, other(typed.trim())] : fitting;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = arrowed(event, at, found.length);
    if (next !== undefined) setAt(next);
    else if (event.key === "Enter") {
      event.preventDefault();
      found[at]?.choose();
    }
  };
  return (
    <Dialog name={title} width={420} onClose={onClose}>
      <p className="asked">{title}</p>
      <input
        className="commandline"
        role="combobox"
        aria-expanded="true"
        aria-controls="choice"
        aria-activedescendant={found[at] ? `choice-${at}` : undefined}
        aria-label={label}
        placeholder={label}
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="menu commands" id="choice" role="listbox" aria-label={label}>
        {found.map((option, index) => (
          <li
            key={option.id}
            id={`choice-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={option.choose}
            onKeyDown={() => {}}
          >
            {option.label}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
