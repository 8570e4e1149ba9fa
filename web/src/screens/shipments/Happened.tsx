import { Trans, useLingui } from "@lingui/react/macro";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { useNow } from "../../parts/useNow";
import { exactly, moment } from "../../words/format";
import { historyQuery } from "../declaration/data";
import { events } from "../declaration/events";
import type { Row } from "../worklist/rows";
import type { Shipment } from "./shipments";

/** Of more declarations it is not told one by one what happened to each. */
const mostTold = 6;

interface HappenedProps {
  shipment: Shipment;
  rows: readonly Row[];
  slug: string;
}

interface Entry {
  key: string;
  at: string;
  what: string;
  about: string;
  id?: string;
  who: string;
}

/** What happened to the shipment and its declarations, the newest first. */
export function Happened({ shipment, rows, slug }: HappenedProps) {
  const { t, i18n } = useLingui();
  const tenant = useTenant().id;
  const now = useNow();
  const told = rows.slice(0, mostTold);
  const histories = useQueries({
    queries: told.map((row) => historyQuery(tenant, row.id, row.version)),
  });
  const ofDeclarations = told.flatMap((row, at): Entry[] =>
    (histories[at]?.data?.history ?? []).toReversed().map((it) => {
      const words = events[it.event];
      return {
        key: `${row.id} ${it.seq}`,
        at: it.recordedAt,
        what: words ? i18n._(words) : it.event,
        about: [row.customsFlowStep, row.mrn ?? row.lrn].filter(Boolean).join(" "),
        id: row.id,
        who: it.person?.name ?? it.actor,
      };
    }),
  );
  const ofShipment = shipment.ingestions.map(
    (it): Entry => ({
      key: it.referenceId,
      at: it.receivedAt,
      what: it.kind === "CustomsShipment" ? t`Sent` : it.kind,
      about: it.errors[0]?.message ?? it.waitsFor?.message ?? "",
      who: it.sentBy,
    }),
  );
  const entries = [...ofDeclarations, ...ofShipment].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section>
      <h2 className="ofship">
        <Trans>What happened to the shipment</Trans>
      </h2>
      <table className="grid compact bleed happened">
        <colgroup>
          <col style={{ width: 84 }} />
          <col style={{ width: 240 }} />
          <col />
          <col style={{ width: 140 }} />
        </colgroup>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key}>
              <td className="q tnum" title={exactly(entry.at)}>
                {moment(entry.at, now)}
              </td>
              <td className="med">{entry.what}</td>
              <td>
                {entry.id ? (
                  <Link
                    className="m"
                    to="/$tenant/declarations/$id"
                    params={{ tenant: slug, id: entry.id }}
                    search={{}}
                  >
                    {entry.about}
                  </Link>
                ) : (
                  <span className="m">{entry.about}</span>
                )}
              </td>
              <td className="q">{entry.who}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
