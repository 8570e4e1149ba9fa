import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { useNow } from "../../parts/useNow";
import { actorName } from "../../words/actor";
import { exactly, moment, number } from "../../words/format";
import { type Delivery, deliveriesQuery, useReplay } from "./subscriptions";

/** The states of a delivery that failed, or failed so far. */
const failing = "expired,pending";

interface DeliveryLogProps {
  id: string;
  mayReplay: boolean;
}

/** What became of each event, the newest first; one or all that failed are posted again. */
export function DeliveryLog({ id, mayReplay }: DeliveryLogProps) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const [state, setState] = useState("");
  const query = useInfiniteQuery(deliveriesQuery(tenant, id, state));
  const replay = useReplay(tenant, id);
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries);
  const failed = query.error ?? replay.error;
  const post = (which: readonly string[] | "failed") => replay.mutate(which);
  return (
    <div className="sec">
      <h2>
        <span className="fill">
          <Trans>Deliveries</Trans>
        </span>
        <span className="seg">
          <button type="button" aria-pressed={state === ""} onClick={() => setState("")}>
            <Trans>All</Trans>
          </button>
          <button type="button" aria-pressed={state === failing} onClick={() => setState(failing)}>
            <Trans>Not delivered</Trans>
          </button>
        </span>
        {mayReplay && (
          <button
            type="button"
            className="btn small"
            disabled={replay.isPending}
            onClick={() => post("failed")}
          >
            <Trans>Post all that failed again</Trans>
          </button>
        )}
      </h2>
      {failed && <Refusal>{failed.message}</Refusal>}
      {replay.data !== undefined && (
        <p className="m" role="status">
          <Plural
            value={replay.data}
            one="# event is posted again."
            other="# events are posted again."
          />
        </p>
      )}
      {deliveries?.length === 0 ? (
        <p className="q">
          <Trans>There is no such delivery.</Trans>
        </p>
      ) : (
        <table className="grid compact deliveries">
          <thead>
            <tr>
              <th className="at">{t`Made`}</th>
              <th>{t`Event`}</th>
              <th className="state">{t`State`}</th>
              <th className="num tries">{t`Attempts`}</th>
              <th>{t`Last answer`}</th>
              {mayReplay && (
                <th className="act">
                  <span className="vh">{t`Post again`}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {deliveries?.map((it) => (
              <DeliveryRow
                key={it.id}
                delivery={it}
                onReplay={mayReplay ? () => post([it.id]) : undefined}
              />
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="btn small"
          disabled={query.isFetching}
          onClick={() => void query.fetchNextPage()}
        >
          <Trans>Show older ones</Trans>
        </button>
      )}
    </div>
  );
}

interface DeliveryRowProps {
  delivery: Delivery;
  onReplay: (() => void) | undefined;
}

function DeliveryRow({ delivery, onReplay }: DeliveryRowProps) {
  const { t } = useLingui();
  const now = useNow();
  const event = delivery.eventSubType ?? delivery.eventType ?? "";
  const repeated =
    delivery.replayOf && t`Posted again for ${actorName(delivery.replayedBy ?? "CAS")}`;
  // What waits for its first attempt is posted without being asked.
  const mayRepeat = delivery.state !== "pending" || delivery.attempts > 0;
  return (
    <tr title={delivery.notificationId}>
      <td title={exactly(delivery.createdAt)}>{moment(delivery.createdAt, now)}</td>
      <td title={repeated || event}>{event}</td>
      <td>
        <DeliveryState delivery={delivery} now={now} />
      </td>
      <td className="num">{number(delivery.attempts)}</td>
      <td title={delivery.lastAnswer ?? undefined}>{delivery.lastAnswer ?? ""}</td>
      {onReplay && (
        <td>
          {mayRepeat && (
            <button type="button" className="btn bare small" onClick={onReplay}>
              <Trans>Post again</Trans>
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

function DeliveryState({ delivery, now }: { delivery: Delivery; now: Date }) {
  const { t } = useLingui();
  if (delivery.state === "delivered") return <span className="m">{t`Delivered`}</span>;
  if (delivery.state === "pending") {
    return delivery.nextAt && delivery.attempts > 0
      ? t`Again at ${moment(delivery.nextAt, now)}`
      : t`Waits`;
  }
  return <span className="late">{t`Given up`}</span>;
}
