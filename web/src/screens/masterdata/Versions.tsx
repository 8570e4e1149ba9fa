import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Difference } from "../../parts/Difference";
import { useNow } from "../../parts/useNow";
import { actorName } from "../../words/actor";
import { exactly, moment } from "../../words/format";
import { type MasterRecord, versionsQuery } from "./data";
import { changedOf, draftOf, valueAsText } from "./draft";
import { fieldWords } from "./fieldWords";
import type { Kind } from "./kinds";
import type { FieldSchema } from "./schema";

interface VersionsProps {
  tenant: string;
  kind: Kind;
  code: string;
  fields: readonly FieldSchema[];
}

/** All versions of a code, each with what it changed. */
export function Versions({ tenant, kind, code, fields }: VersionsProps) {
  const { data } = useQuery(versionsQuery(tenant, kind, code));
  if (!data) return null;
  return (
    <div className="sec versions paired">
      <h2>
        <Trans>Versions</Trans>
      </h2>
      <ol>
        {data.map((it, at) => (
          <Version
            key={`${it.version} ${it.validFrom ?? ""}`}
            version={it}
            // The one before of the same first day, else of the code.
            before={
              data.slice(at + 1).find((other) => other.validFrom === it.validFrom) ?? data[at + 1]
            }
            fields={fields}
          />
        ))}
      </ol>
    </div>
  );
}

interface VersionProps {
  version: MasterRecord;
  before: MasterRecord | undefined;
  fields: readonly FieldSchema[];
}

function Version({ version, before, fields }: VersionProps) {
  const { i18n } = useLingui();
  const now = useNow();
  const later = draftOf(fields, version.record);
  const earlier = draftOf(fields, before?.record ?? {});
  const changed = before ? changedOf(fields, earlier, later) : [];
  const { updatedBy } = version;
  const when = moment(version.updatedAt, now);
  return (
    <li>
      <details open={changed.length > 0 && changed.length < 6}>
        <summary title={exactly(version.updatedAt)}>
          <b className="med">
            <Trans>Version {version.version}</Trans>
          </b>{" "}
          <span className="q">
            {updatedBy ? `${actorName(updatedBy)} · ${when}` : when}
            {" · "}
            {before ? (
              <Plural value={changed.length} one="# field changed" other="# fields changed" />
            ) : (
              <Trans>the first</Trans>
            )}
          </span>
        </summary>
        <table>
          <tbody>
            {fields
              .filter((it) => changed.includes(it.name))
              .map((field) => {
                const words = fieldWords(field.name);
                return (
                  <Difference
                    key={field.name}
                    label={words ? i18n._(words) : field.name}
                    before={valueAsText(field, earlier)}
                    after={valueAsText(field, later)}
                  />
                );
              })}
          </tbody>
        </table>
      </details>
    </li>
  );
}
