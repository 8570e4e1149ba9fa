import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Entry } from "../../parts/Entry";
import { Refusal } from "../../parts/Refusal";
import { SecretOnce } from "../../parts/SecretOnce";
import { Filters } from "./Filters";
import { filtersOf, useSubscriptionActs } from "./subscriptions";

/** A subscription to be: where to, and of which events. */
export function NewSubscription({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const { make } = useSubscriptionActs(tenant);
  const [url, setUrl] = useState("");
  const [filters, setFilters] = useState("");
  return (
    <section className="scroll record" aria-label={t`New subscription`}>
      <form
        className="sec"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ url, filters: filtersOf(filters) });
        }}
      >
        <h2>
          <span className="title">
            <Trans>New subscription</Trans>
          </span>
        </h2>
        {make.error && <Refusal>{make.error.message}</Refusal>}
        {make.data ? (
          <>
            <SecretOnce name={t`Secret that signs the events`} secret={make.data.secret} />
            <button type="button" className="btn" onClick={onClose}>
              <Trans>I have it</Trans>
            </button>
          </>
        ) : (
          <>
            <Entry
              label={t`Posts to`}
              hint={t`An address that answers with 2xx when it has taken an event.`}
              type="url"
              placeholder="https://"
              value={url}
              required
              autoFocus
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
            <Filters text={filters} onChange={setFilters} />
            <div className="row g2">
              <button type="submit" className="btn main" disabled={make.isPending}>
                <Trans>Make the subscription</Trans>
              </button>
              <button type="button" className="btn bare" onClick={onClose}>
                <Trans>Leave it</Trans>
              </button>
            </div>
          </>
        )}
      </form>
    </section>
  );
}
