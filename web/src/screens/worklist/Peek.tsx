import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Icon } from "../../parts/Icon";
import { Status } from "../../parts/Status";
import { useNow } from "../../parts/useNow";
import { date, exactly, moment } from "../../words/format";
import { NextStep } from "./NextStep";
import { detailQuery, historyQuery } from "./peek";
import type { Row } from "./rows";
import { typeWords } from "./types";

/** A declaration beside the list: what it is, what is found in it, what happened to it. */
export function Peek({ row, onClose }: { row: Row; onClose: () => void }) {
  const { t } = useLingui();
  const now = useNow();
  const { data: detail } = useQuery(detailQuery(row.id, row.version));
  const { data: history, error } = useQuery(historyQuery(row.id, row.version));
  const facts: (readonly [string, string | null | undefined])[] = [
    [t`Type`, `${typeWords(row)} ${row.jurisdiction}`],
    [t`MRN`, row.mrn],
    [t`LRN`, row.lrn],
    [t`Party`, row.party],
    [t`Plant`, row.plant],
    [t`Flow`, [row.customsFlow, row.customsFlowStep].filter(Boolean).join(", ")],
    [t`From and to`, [row.shipFrom, row.shipTo].filter(Boolean).join(" → ")],
    [t`Accepted`, row.acceptanceDate && date(row.acceptanceDate)],
    [t`Assigned`, row.assignee],
  ];
  return (
    <aside className="peek drawer open" aria-label={t`Peek at ${row.customsShipmentReference}`}>
      <header>
        <b>{row.customsShipmentReference}</b>
        <Status status={row.currentStatus} pill />
        <button type="button" className="btn bare icon small right" onClick={onClose}>
          <span className="vh">{t`Close`}</span>
          <Icon name="close" size={14} />
        </button>
      </header>
      <div className="scroll fill">
        <section className="sec">
          <p className="med">
            <NextStep row={row} />
          </p>
          <dl className="facts">
            {facts
              .filter(([, value]) => value)
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </section>
        {row.errorCount + row.warningCount > 0 && (
          <section className="sec">
            <h2>
              <Trans>Findings</Trans>
            </h2>
            <ul className="peeked">
              {(detail?.findingGroups ?? []).map((group) => (
                <li key={`${group.code} ${group.message} ${group.items?.join()}`}>
                  <Icon name={group.source === "customs" ? "portico" : "trouble"} size={14} />
                  <span>
                    {group.message} <span className="q">{group.code}</span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="sec">
          <h2>
            <Trans>Timeline</Trans>
          </h2>
          {error && <p className="late">{error.message}</p>}
          <ol className="timeline">
            {[...(history?.history ?? [])].reverse().map((entry) => (
              <li key={entry.seq}>
                <span className="q tnum" title={exactly(entry.recordedAt)}>
                  {moment(entry.recordedAt, now)}
                </span>
                <span className="cut">
                  <Status status={entry.status} />
                  {entry.note && <span className="q"> {entry.note}</span>}
                </span>
                <span className="q s cut">{entry.person?.name ?? entry.actor}</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </aside>
  );
}
