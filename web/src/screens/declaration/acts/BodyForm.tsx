import { useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import { asText, type Fields, isRecord, type Json } from "../model/address";
import type { BodyField } from "./schema";

interface BodyFormProps {
  fields: readonly BodyField[];
  value: Fields;
  onChange: (value: Fields) => void;
}

/** The fields that an act asks for, as the API describes them. */
export function BodyForm({ fields, value, onChange }: BodyFormProps) {
  const { t } = useLingui();
  const put = (name: string, to: Json | undefined) => {
    const { [name]: _before, ...rest } = value;
    onChange(to === undefined || to === "" ? rest : { ...rest, [name]: to });
  };
  const words = (field: BodyField) => {
    if (field.name === "reason") return t`Why; it stands in the history`;
    if (field.name === "ground") return t`Legal ground, customs’ code; the usual one if empty`;
    return field.words.replace(/\.$/, "") || field.name;
  };
  return (
    <div className="body">
      {fields.map((field) => {
        const now = value[field.name];
        if (field.kind === "record") {
          return (
            <fieldset key={field.name}>
              <legend>{words(field)}</legend>
              <BodyForm
                fields={field.fields}
                value={isRecord(now) ? now : {}}
                onChange={(to) => put(field.name, Object.keys(to).length > 0 ? to : undefined)}
              />
            </fieldset>
          );
        }
        if (field.kind === "list") {
          const elements = Array.isArray(now) ? now : [];
          return (
            <fieldset key={field.name}>
              <legend>{words(field)}</legend>
              {elements.map((element, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: elements have no names and keep their order
                <div className="element" key={at}>
                  <BodyForm
                    fields={field.fields}
                    value={isRecord(element) ? element : {}}
                    onChange={(to) => put(field.name, elements.with(at, to))}
                  />
                  <button
                    type="button"
                    className="btn bare icon small"
                    aria-label={t`Delete`}
                    onClick={() => put(field.name, elements.toSpliced(at, 1))}
                  >
                    <Icon name="close" size={12} />
                  </button>
                </div>
              ))}
              <button
                type="button"
                className="btn bare small"
                onClick={() => put(field.name, [...elements, {}])}
              >
                <Icon name="add" />
                {t`Add`}
              </button>
            </fieldset>
          );
        }
        return (
          // biome-ignore lint/a11y/noLabelWithoutControl: the control is one of two inside
          <label key={field.name} className="f">
            <span className="lb">
              {words(field)}
              {!field.isRequired && <span className="q"> {t`(optional)`}</span>}
            </span>
            <span className="in">
              {field.kind === "flag" ? (
                <input
                  type="checkbox"
                  checked={now === true}
                  onChange={(event) => put(field.name, event.currentTarget.checked)}
                />
              ) : (
                <input
                  type={field.kind === "date" ? "date" : "text"}
                  inputMode={field.kind === "number" ? "decimal" : "text"}
                  required={field.isRequired}
                  data-autofocus={field.name === "reason" || undefined}
                  value={asText(now)}
                  onChange={(event) => {
                    const text = event.currentTarget.value;
                    const isNumber =
                      field.kind === "number" && text !== "" && !Number.isNaN(Number(text));
                    put(field.name, isNumber ? Number(text) : text);
                  }}
                />
              )}
            </span>
          </label>
        );
      })}
    </div>
  );
}
