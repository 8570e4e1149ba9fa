import { useLingui } from "@lingui/react/macro";
import { Entry } from "../../parts/Entry";
import type { Draft } from "./draft";
import { fieldWords } from "./fieldWords";
import type { FieldSchema } from "./schema";

interface FieldsProps {
  fields: readonly FieldSchema[];
  draft: Draft;
  isReadOnly: boolean;
  isNew: boolean;
  onChange: (name: string, value: string) => void;
}

/** Fields that name the record: they stand first. */
const first = ["code", "name", "validFrom", "validTo"];

/** The fields of a record that have one value. */
export function Fields({ fields, draft, isReadOnly, isNew, onChange }: FieldsProps) {
  const { i18n } = useLingui();
  const place = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  const sorted = fields.toSorted((one, other) => place(one.name) - place(other.name));
  return (
    <div className="sec fields">
      {sorted.map(({ name, kind, meaning }) => {
        const words = fieldWords(name);
        // A record is found by these: another one is made by another code or day.
        const isFixed = !isNew && (name === "code" || name === "validFrom");
        return (
          <Entry
            key={name}
            label={words ? i18n._(words) : name}
            title={meaning}
            type={kind === "day" ? "date" : "text"}
            inputMode={kind === "number" ? "decimal" : undefined}
            value={draft.values[name] ?? ""}
            disabled={isReadOnly || isFixed}
            onChange={(event) => onChange(name, event.currentTarget.value)}
          />
        );
      })}
    </div>
  );
}
