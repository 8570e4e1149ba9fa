import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMay, useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { exactly } from "../../words/format";
import { DeliveryLog } from "./DeliveryLog";
import { filtersAsText, type Subscription, useSubscriptionActs } from "./subscriptions";

/** One subscription: what it is told of, what became of each event, its end. */
export function SubscriptionPane({ subscription }: { subscription: Subscription }) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const mayRemove = useMay("delete:subscriptions");
  const { remove } = useSubscriptionActs(tenant);
  const [isLeaving, setLeaving] = useState(false);
  const { id, url, filters } = subscription;
  return (
    <section className="scroll record" aria-label={url}>
      <div className="sec">
        <h2>
          <span className="fill cut title">{url}</span>
        </h2>
        {subscription.disabledAt && (
          <Refusal>
            <Trans>
              Off since {exactly(subscription.disabledAt)}: the receiver refused for good. Nothing
              is posted to it.
            </Trans>
          </Refusal>
        )}
        {remove.error && <Refusal>{remove.error.message}</Refusal>}
        <dl className="facts">
          <div>
            <dt>{t`Events`}</dt>
            <dd className="lined">{filtersAsText(filters) || t`all`}</dd>
          </div>
          <div>
            <dt>{t`Made by`}</dt>
            <dd>
              {subscription.clientId} · {exactly(subscription.createdAt)}
            </dd>
          </div>
          <div>
            <dt>{t`Secret`}</dt>
            <dd>{t`Set, not shown.`}</dd>
          </div>
        </dl>
      </div>
      <div className="sec">
        <h2>
          <Trans>Deliveries</Trans>
        </h2>
        <DeliveryLog id={id} />
      </div>
      {mayRemove && (
        <div className="sec">
          {isLeaving ? (
            <div className="note w">
              <div className="fill">
                <Trans>Events are no longer posted there, and those that wait are dropped.</Trans>
                <div className="once">
                  <button
                    type="button"
                    className="btn danger"
                    disabled={remove.isPending}
                    onClick={() => remove.mutate(id)}
                  >
                    <Trans>End the subscription</Trans>
                  </button>
                  <button type="button" className="btn bare" onClick={() => setLeaving(false)}>
                    <Trans>Leave it</Trans>
                  </button>
                </div>
              </div>
            </div>
          ) : (
            <button type="button" className="btn danger" onClick={() => setLeaving(true)}>
              <Trans>End the subscription</Trans>
            </button>
          )}
        </div>
      )}
    </section>
  );
}
