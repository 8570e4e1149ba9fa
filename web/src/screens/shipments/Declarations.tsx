import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Due } from "../../parts/Due";
import { Status } from "../../parts/Status";
import { useNow } from "../../parts/useNow";
import { NextStep } from "../worklist/NextStep";
import type { Row } from "../worklist/rows";
import type { Shipment } from "./shipments";

interface DeclarationsProps {
  shipment: Shipment;
  rows: readonly Row[];
  slug: string;
}

/** The declarations of a shipment, the newest run first, with what comes next. */
export function Declarations({ shipment, rows, slug }: DeclarationsProps) {
  const { t } = useLingui();
  const now = useNow();
  const hasRuns = shipment.run > 1;
  return (
    <table className="grid bleed">
      <colgroup>
        <col style={{ width: 110 }} />
        <col style={{ width: 180 }} />
        <col style={{ width: 196 }} />
        <col />
        {hasRuns && <col style={{ width: 56 }} />}
        <col style={{ width: 112 }} />
      </colgroup>
      <thead>
        <tr>
          <th>{t`Step`}</th>
          <th>{t`Status`}</th>
          <th>{t`MRN, else LRN`}</th>
          <th>{t`Next, and why`}</th>
          {hasRuns && <th className="num">{t`Run`}</th>}
          <th className="num">{t`Due`}</th>
        </tr>
      </thead>
      <tbody>
        {shipment.declarations.toReversed().map((declaration) => {
          const row = rows.find((it) => it.id === declaration.id);
          const given = declaration.mrn ?? declaration.arc;
          return (
            <tr key={declaration.id}>
              <td className="med">{declaration.step ?? t`told of by customs`}</td>
              <td>
                <Status status={declaration.currentStatus} />
              </td>
              <td>
                <Link
                  className={given ? "ref" : "ref q"}
                  to="/$tenant/declarations/$id"
                  params={{ tenant: slug, id: declaration.id }}
                  search={{}}
                >
                  {given ?? declaration.lrn}
                </Link>
              </td>
              <td>{row && <NextStep row={row} />}</td>
              {hasRuns && <td className="num q">{declaration.run}</td>}
              <td className="num">{row && <Due at={row.next.dueAt} now={now} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
