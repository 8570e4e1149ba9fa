import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Due } from "../../parts/Due";
import { Icon } from "../../parts/Icon";
import { StatusMark } from "../../parts/Status";
import { useNow } from "../../parts/useNow";
import { exactly, moment } from "../../words/format";
import { NextStep } from "../worklist/NextStep";
import type { Row } from "../worklist/rows";
import type { Shipment } from "./shipments";
import { standingOf } from "./standing";

interface StripProps {
  shipment: Shipment;
  rows: readonly Row[];
  slug: string;
}

/** What the shipment waits for, and since when it is here. */
export function Strip({ shipment, rows, slug }: StripProps) {
  const { t } = useLingui();
  const now = useNow();
  const { group, steps, all, next } = standingOf(shipment, rows);
  const words: Record<string, string> = {
    problem: t`${steps} of ${all} steps with a problem`,
    toDo: t`${steps} of ${all} steps to do`,
    withCustoms: t`${steps} of ${all} steps with customs`,
    done: t`${steps} of ${all} steps done`,
  };
  const looks: Record<string, string> = { toDo: "todo", withCustoms: "customs" };
  const first = shipment.ingestions.at(-1);
  const waiting = shipment.steps.find((step) => !step.isStarted);
  return (
    <div className="shipstrip">
      <span className={`st pill ${looks[group] ?? group}`}>
        <StatusMark status={next?.currentStatus ?? "Released"} />
        {words[group]}
      </span>
      <span className="cut">
        {next ? (
          <Link to="/$tenant/declarations/$id" params={{ tenant: slug, id: next.id }} search={{}}>
            <b>
              <NextStep row={next} />
            </b>
          </Link>
        ) : (
          <span className="q">
            {waiting ? (
              <Trans>Waits for the step {waiting.step}.</Trans>
            ) : (
              <Trans>Nothing waits.</Trans>
            )}
          </span>
        )}
        {next?.customsFlowStep && <span className="q">, {next.customsFlowStep}</span>}
      </span>
      {next?.next.dueAt && (
        <span className="row g1 s nw">
          <Icon name="clock" size={14} className="q" />
          <Trans>due</Trans> <Due at={next.next.dueAt} now={now} />
        </span>
      )}
      <span className="right q s nw" title={exactly(shipment.createdAt)}>
        {first
          ? t`received ${moment(shipment.createdAt, now)} from ${first.sentBy}`
          : t`received ${moment(shipment.createdAt, now)}`}{" "}
        · {t`changed ${moment(shipment.updatedAt, now)}`}
      </span>
    </div>
  );
}
