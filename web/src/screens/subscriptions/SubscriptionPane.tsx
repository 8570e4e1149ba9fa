import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMay, useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Ending } from "../../parts/Ending";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { RotateSecret } from "../../parts/RotateSecret";
import { actorName } from "../../words/actor";
import { exactly } from "../../words/format";
import { DeliveryLog } from "./DeliveryLog";
import { SubscriptionForm } from "./SubscriptionForm";
import { type Subscription, useSubscriptionActs } from "./subscriptions";

/** One subscription: what it is told of, what became of each event, its secret and its end. */
export function SubscriptionPane({ subscription }: { subscription: Subscription }) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const mayChange = useMay("create:subscriptions");
  const mayRemove = useMay("delete:subscriptions");
  const { turn, rotate, test, remove } = useSubscriptionActs(tenant);
  const { id, url, version } = subscription;
  const isOff = Boolean(subscription.disabledAt);
  const failed = turn.error ?? rotate.error ?? test.error ?? remove.error;
  useKeys(
    mayChange
      ? [{ keys: "T", place: "record", words: msg`Post a test event`, act: () => test.mutate(id) }]
      : [],
  );
  return (
    <section className="scroll record" aria-label={subscription.name ?? url}>
      <div className="sec">
        <h2>
          <span className="fill cut title" title={url}>
            {subscription.name ?? url}
          </span>
          {mayChange && (
            <>
              <button
                type="button"
                className="btn"
                disabled={test.isPending}
                onClick={() => test.mutate(id)}
              >
                <Trans>Post a test event</Trans> <kbd>T</kbd>
              </button>
              <button
                type="button"
                className="btn"
                disabled={turn.isPending}
                onClick={() => turn.mutate({ id, isOn: isOff })}
              >
                {isOff ? t`Switch on` : t`Switch off`}
              </button>
            </>
          )}
        </h2>
        {subscription.disabledAt && (
          <Refusal>
            <Trans>
              Off since {exactly(subscription.disabledAt)}. Nothing is posted to it; what it misses
              can be posted again once it is on.
            </Trans>
          </Refusal>
        )}
        {failed && <Refusal>{failed.message}</Refusal>}
        {test.data && (
          <div className={test.data.isDelivered ? "note n" : "note e"} role="status">
            <Icon name={test.data.isDelivered ? "check" : "trouble"} />
            <p>
              {test.data.isDelivered ? t`The test event was taken.` : t`It was not taken.`}{" "}
              {test.data.answer}
            </p>
          </div>
        )}
        <dl className="facts">
          <div>
            <dt>{t`Made by`}</dt>
            <dd>
              {actorName(subscription.clientId)} · {exactly(subscription.createdAt)}
            </dd>
          </div>
          {subscription.changedAt && (
            <div>
              <dt>{t`Changed`}</dt>
              <dd>
                {exactly(subscription.changedAt)} · {actorName(subscription.changedBy ?? "CAS")}
              </dd>
            </div>
          )}
        </dl>
      </div>
      <SubscriptionForm key={version} subscription={subscription} mayChange={mayChange} />
      <DeliveryLog id={id} mayReplay={mayChange && !isOff} />
      {mayChange && (
        <RotateSecret
          formerUntil={subscription.formerSecretUntil}
          made={rotate.data?.secret}
          isPending={rotate.isPending}
          onRotate={(keepOldSeconds) => rotate.mutate({ id, keepOldSeconds })}
        />
      )}
      {mayRemove && (
        <Ending
          act={<Trans>End the subscription</Trans>}
          outcome={
            <Trans>Events are no longer posted there, and those that wait are dropped.</Trans>
          }
          isPending={remove.isPending}
          onEnd={() => remove.mutate(id)}
        />
      )}
    </section>
  );
}
