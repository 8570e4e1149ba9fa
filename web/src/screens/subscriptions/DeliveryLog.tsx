import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { useNow } from "../../parts/useNow";
import { exactly, moment, number } from "../../words/format";
import { type Delivery, deliveriesQuery } from "./subscriptions";

/** What became of each event, the newest first. */
export function DeliveryLog({ id }: { id: string }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const query = useInfiniteQuery(deliveriesQuery(tenant.id, id));
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries);
  if (query.error) return <Refusal>{query.error.message}</Refusal>;
  if (deliveries?.length === 0) {
    return (
      <p className="q">
        <Trans>No event was for it yet.</Trans>
      </p>
    );
  }
  return (
    <>
      <table className="grid compact">
        <thead>
          <tr>
            <th>{t`Event of`}</th>
            <th>{t`State`}</th>
            <th className="num">{t`Attempts`}</th>
            <th>{t`Last answer`}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries?.map((it) => (
            <tr key={it.id} title={it.notificationId}>
              <td title={exactly(it.createdAt)}>{moment(it.createdAt, now)}</td>
              <td>
                <DeliveryState delivery={it} now={now} />
              </td>
              <td className="num">{number(it.attempts)}</td>
              <td title={it.lastAnswer ?? undefined}>{it.lastAnswer ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
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
    </>
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
