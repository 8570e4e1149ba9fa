import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../api/tenant";
import { Person } from "../../parts/Person";
import { exactly, moment, number } from "../../words/format";
import { personOf } from "../flows/words";
import { historyQuery, type Kind } from "./data";

interface Told {
  key: string;
  version: number;
  who: string;
  what: string;
  why?: string | undefined;
  at: string;
}

/** Who did what with each version, the newest first. */
export function History({ kind, name }: { kind: Kind; name: string }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { data = [] } = useQuery(historyQuery(tenant.id, kind, name));
  const told = data
    .flatMap((it): Told[] => {
      const { version } = it;
      const by = it.editedBy ?? it.updatedBy;
      const entries: Told[] = [];
      if (it.state === "draft") {
        entries.push({ key: `${version}d`, version, who: by, what: t`edited`, at: it.updatedAt });
      }
      if (it.review) {
        const { askedBy: who, askedAt: at, reason: why } = it.review;
        entries.push({ key: `${version}r`, version, who, what: t`asked for review`, why, at });
      }
      if (it.publishedAt) {
        const who = it.publishedBy ?? by;
        const why = it.note ?? undefined;
        const what = t`published`;
        entries.push({ key: `${version}p`, version, who, what, why, at: it.publishedAt });
      }
      if (it.state === "retired") {
        const what = t`retired`;
        entries.push({ key: `${version}e`, version, who: it.updatedBy, what, at: it.updatedAt });
      }
      return entries;
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <div className="sec last">
      <h2>
        <Trans>Versions</Trans>
      </h2>
      <ol className="hist">
        {told.map((it) => (
          <li key={it.key}>
            <Person name={personOf(it.who)} />
            <span>
              <b className="med">{number(it.version)}</b> {it.what}{" "}
              {it.why && <span className="q">{t`“${it.why}”`}</span>}
            </span>
            <span className="q s" title={exactly(it.at)}>
              {moment(it.at)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
