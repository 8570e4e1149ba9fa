import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Difference } from "../../../parts/Difference";
import { Icon } from "../../../parts/Icon";
import { useNow } from "../../../parts/useNow";
import { moment } from "../../../words/format";
import { differencesQuery, type Revision, revisionsQuery } from "../data";
import { useDesk } from "../desk";
import { readable, useLabels } from "../labels";
import type { Json } from "../model/address";
import { type OriginFields, originWords } from "../origins";

interface RevisionsProps {
  /** The two that are compared, as the address has them: `1..current`. */
  compare: string;
  onCompare: (compare: string) => void;
}

/** The revisions, and any two of them compared; also with what customs says that it has. */
export function Revisions({ compare, onCompare }: RevisionsProps) {
  const { t } = useLingui();
  const { tenant, declaration } = useDesk();
  const { id, version } = declaration;
  const now = useNow();
  const { data } = useQuery(revisionsQuery(tenant, id, version));
  const revisions = [...(data?.revisions ?? [])].reverse();
  const first = String(revisions.at(-1)?.number ?? 1);
  const [from = first, to = "current"] = compare ? compare.split("..") : [first, "current"];
  const stateWords = (revision: Revision) => {
    if (revision.state === "lodged") return t`customs received it`;
    if (revision.state === "sent") return t`sent, not decided on`;
    if (revision.state === "working") return t`worked on`;
    return t`earlier`;
  };
  const choices: [string, string][] = [
    ...revisions.map((it): [string, string] => [String(it.number), t`Revision ${it.number}`]),
    ["current", t`Now`],
    ["lodged", t`What was lodged`],
    ["customs", t`What customs says`],
  ];
  const select = (value: string, label: string, change: (to: string) => void) => (
    <select
      className="btn small"
      aria-label={label}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    >
      {choices.map(([name, words]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </select>
  );
  return (
    <>
      <ol className="tl">
        {revisions.map((it) => (
          <li key={it.number}>
            <Icon name={it.state === "lodged" ? "portico" : "clock"} size={14} className="q" />
            <button
              type="button"
              className="pick med"
              onClick={(event) =>
                onCompare(
                  event.ctrlKey || event.metaKey
                    ? `${from}..${it.number}`
                    : `${it.number}..current`,
                )
              }
            >
              {t`Revision ${it.number}`} <span className="q">· {stateWords(it)}</span>
            </button>
            <span className="q s tnum">{moment(it.createdAt, now)}</span>
            <span className="d">
              {it.edits.length > 0 &&
                plural(it.edits.length, {
                  one: "# value set by persons",
                  other: "# values set by persons",
                })}
              {it.messages.map((message) => ` ${message.messageType ?? ""}`)}
            </span>
          </li>
        ))}
      </ol>
      <div className="sec compare">
        <div className="row g2">
          <h2>
            <Trans>Compare</Trans>
          </h2>
          <span className="row g1 right s">
            {select(from, t`Earlier`, (it) => onCompare(`${it}..${to}`))}
            <Icon name="forward" size={12} className="q" />
            {select(to, t`Later`, (it) => onCompare(`${from}..${it}`))}
          </span>
        </div>
        <Compared from={from} to={to} />
      </div>
    </>
  );
}

function Compared({ from, to }: { from: string; to: string }) {
  const { i18n, t } = useLingui();
  const { tenant, declaration, document, index } = useDesk();
  const labels = useLabels(index);
  const { id, version } = declaration;
  const { data, error } = useQuery(differencesQuery(tenant, id, version, from, to));
  if (error) return <p className="q s">{error.message}</p>;
  if (!data) return <p className="q s">{t`Loading`}</p>;
  if (data.differences.length === 0) {
    return (
      <p className="q s">
        <Trans>All values are the same.</Trans>
      </p>
    );
  }
  return (
    <table className="diff">
      <tbody>
        {data.differences.map((it) => {
          const address = it.address ?? it.path ?? "";
          const field = index.get(address);
          const origin = (it.origin ?? {}) as OriginFields;
          return (
            <Difference
              key={address || it.pointer}
              label={address ? labels.full(address, document) : (it.pointer ?? "")}
              before={readable(field, it.before as Json, i18n.locale)}
              after={readable(field, it.after as Json, i18n.locale)}
              why={it.origin ? originWords(origin) : undefined}
            />
          );
        })}
      </tbody>
    </table>
  );
}
