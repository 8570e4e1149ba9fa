import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Entry } from "../../parts/Entry";
import { Refusal } from "../../parts/Refusal";
import { Filters } from "./Filters";
import { filtersAsText, filtersOf, type Subscription, useSubscriptionActs } from "./subscriptions";

interface SubscriptionFormProps {
  subscription: Subscription;
  mayChange: boolean;
}

/** Name, address and events of a subscription. */
export function SubscriptionForm({ subscription, mayChange }: SubscriptionFormProps) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const { change } = useSubscriptionActs(tenant);
  const before = {
    name: subscription.name ?? "",
    url: subscription.url,
    filters: filtersAsText(subscription.filters),
  };
  const [typed, setTyped] = useState(before);
  const isChanged = JSON.stringify(typed) !== JSON.stringify(before);
  return (
    <form
      className="sec"
      onSubmit={(event) => {
        event.preventDefault();
        const { name, url, filters } = typed;
        const body = { name: name.trim() || null, url, filters: filtersOf(filters) };
        change.mutate({ of: subscription, body });
      }}
    >
      {change.error && <Refusal>{change.error.message}</Refusal>}
      <Entry
        label={t`Name`}
        value={typed.name}
        maxLength={100}
        disabled={!mayChange}
        onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
      />
      <Entry
        label={t`Posts to`}
        type="url"
        value={typed.url}
        required
        disabled={!mayChange}
        onChange={(event) => setTyped({ ...typed, url: event.currentTarget.value })}
      />
      <Filters
        text={typed.filters}
        isReadOnly={!mayChange}
        onChange={(filters) => setTyped({ ...typed, filters })}
      />
      {isChanged && (
        <div className="row g2">
          <button type="submit" className="btn main" disabled={change.isPending}>
            <Trans>Save</Trans>
          </button>
          <button type="button" className="btn bare" onClick={() => setTyped(before)}>
            <Trans>Leave it</Trans>
          </button>
        </div>
      )}
    </form>
  );
}
