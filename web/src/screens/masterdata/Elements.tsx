import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../parts/Icon";
import type { Element } from "./draft";
import { fieldWords } from "./fieldWords";
import type { FieldSchema } from "./schema";

interface ElementsProps {
  field: FieldSchema;
  rows: readonly Element[];
  isReadOnly: boolean;
  onChange: (rows: Element[]) => void;
}

/** A collection as a small grid: a row an element, one more at its end. */
export function Elements({ field, rows, isReadOnly, onChange }: ElementsProps) {
  const { t, i18n } = useLingui();
  const wordsOf = (name: string) => {
    const words = fieldWords(name);
    return words ? i18n._(words) : name;
  };
  const title = wordsOf(field.name);
  const set = (at: number, name: string, value: string) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: value } : row)));
  const columns = field.elements;
  if (rows.length === 0) {
    return (
      <div className="sec row g2">
        <h2 className="fill" title={field.meaning}>
          {t`${title}: none`}
        </h2>
        {!isReadOnly && (
          <button type="button" className="btn small" onClick={() => onChange([{}])}>
            <Icon name="add" />
            <Trans>Add</Trans>
          </button>
        )}
      </div>
    );
  }
  return (
    <div className="sec">
      <h2 title={field.meaning}>
        <span className="fill">{title}</span>
        {!isReadOnly && (
          <button type="button" className="btn small" onClick={() => onChange([...rows, {}])}>
            <Icon name="add" />
            <Trans>Add</Trans>
          </button>
        )}
      </h2>
      <table className="pairs">
        <thead>
          <tr>
            {columns.map((it) => (
              <th key={it.name} title={it.meaning}>
                {wordsOf(it.name)}
              </th>
            ))}
            {!isReadOnly && (
              <th>
                <span className="vh">{t`Take away`}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: elements have no identity while typed
            <tr key={at}>
              {columns.map((it) => (
                <td key={it.name}>
                  <input
                    aria-label={t`${wordsOf(it.name)}, ${title} ${at + 1}`}
                    type={it.kind === "day" ? "date" : "text"}
                    autoComplete="off"
                    spellCheck={false}
                    value={row[it.name] ?? ""}
                    disabled={isReadOnly}
                    onChange={(event) => set(at, it.name, event.currentTarget.value)}
                  />
                </td>
              ))}
              {!isReadOnly && (
                <td>
                  <button
                    type="button"
                    className="btn bare icon"
                    aria-label={t`Take away ${title} ${at + 1}`}
                    onClick={() => onChange(rows.filter((_, index) => index !== at))}
                  >
                    <Icon name="close" />
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
