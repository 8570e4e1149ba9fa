import { Trans, useLingui } from "@lingui/react/macro";
import { Entry, SelectEntry } from "../../parts/Entry";
import type { LinkField, TypedLink } from "./fields";

interface LinkFieldsProps {
  fields: readonly LinkField[];
  typed: TypedLink;
  /** The connection as it is stored: a secret is there, but not shown. */
  stored: Record<string, unknown>;
  wordsOf: (name: string) => string;
  onChange: (name: string, value: string) => void;
}

/** The form of a connection, group by group. */
export function LinkFields({ fields, ...rest }: LinkFieldsProps) {
  const group = (name: LinkField["group"]) => (
    <div className="fields">
      {fields
        .filter((it) => it.group === name)
        .map((field) => (
          <LinkEntry key={field.name} field={field} {...rest} />
        ))}
    </div>
  );
  return (
    <>
      <div className="sec">
        <h2>
          <Trans>Address and secrets</Trans>
        </h2>
        {group("connection")}
      </div>
      <div className="sec">
        <h2>
          <Trans>Settings of the system</Trans>
        </h2>
        {group("settings")}
      </div>
      <div className="sec">
        <h2>
          <Trans>Minutes until somebody is told</Trans>
        </h2>
        {group("deadlines")}
        {group("retry")}
      </div>
    </>
  );
}

function LinkEntry({
  field,
  typed,
  stored,
  wordsOf,
  onChange,
}: Omit<LinkFieldsProps, "fields"> & { field: LinkField }) {
  const { t } = useLingui();
  const { name, kind, isRequired, meaning } = field;
  const label = isRequired ? t`${wordsOf(name)} (required)` : wordsOf(name);
  const value = typed[name] ?? "";
  if (kind === "choice") {
    return (
      <SelectEntry
        label={label}
        hint={meaning}
        value={value}
        required={isRequired}
        onChange={(event) => onChange(name, event.currentTarget.value)}
      >
        <option value="">{field.default ?? ""}</option>
        {field.choices?.map((it) => (
          <option key={it}>{it}</option>
        ))}
      </SelectEntry>
    );
  }
  const isSet = kind === "secret" && stored[name] !== undefined && stored[name] !== null;
  const placeholder = isSet ? t`Set, not shown` : field.default?.replaceAll("`", "");
  return (
    <Entry
      label={label}
      hint={meaning.replaceAll("`", "")}
      isWhole={name === "endpoint" || kind === "json"}
      value={value}
      // A secret that is set need not be typed again.
      required={isRequired && !isSet}
      type={kind === "secret" ? "password" : "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      pattern={field.pattern}
      placeholder={placeholder}
      autoComplete={kind === "secret" ? "new-password" : "off"}
      onChange={(event) => onChange(name, event.currentTarget.value)}
    />
  );
}
