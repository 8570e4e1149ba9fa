import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { SelectEntry } from "../../parts/Entry";
import { Refusal } from "../../parts/Refusal";
import { SecretOnce } from "../../parts/SecretOnce";
import { exactly } from "../../words/format";
import { type Client, useClientActs } from "./clients";

const hour = 3600;

/** One client: what it may, a new secret while it works with the old one, off and on. */
export function ClientPane({ client }: { client: Client }) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const { rotate, turn } = useClientActs(tenant);
  const [overlap, setOverlap] = useState(String(24 * hour));
  const id = client.clientId;
  const isOff = Boolean(client.disabledAt);
  const failed = rotate.error ?? turn.error;
  return (
    <section className="scroll record" aria-label={id}>
      <div className="sec">
        <h2>
          <span className="fill title">{id}</span>
          <button
            type="button"
            className="btn"
            disabled={turn.isPending}
            onClick={() => turn.mutate({ id, isOn: isOff })}
          >
            {isOff ? t`Switch on` : t`Switch off`}
          </button>
        </h2>
        {failed && <Refusal>{failed.message}</Refusal>}
        <dl className="facts">
          <div>
            <dt>{t`Sends as`}</dt>
            <dd>{client.sourceSystem}</dd>
          </div>
          <div>
            <dt>{t`Made`}</dt>
            <dd>{exactly(client.createdAt)}</dd>
          </div>
          {client.changedAt && (
            <div>
              <dt>{t`Changed`}</dt>
              <dd>
                {exactly(client.changedAt)} · {client.changedBy ?? "CAS"}
              </dd>
            </div>
          )}
          {client.disabledAt && (
            <div>
              <dt>{t`Off since`}</dt>
              <dd>{exactly(client.disabledAt)}</dd>
            </div>
          )}
        </dl>
      </div>
      <div className="sec">
        <h2>
          <Trans>Secret</Trans>
        </h2>
        <p className="m">
          {client.formerSecretUntil && new Date(client.formerSecretUntil) > new Date() ? (
            <Trans>
              Set, not shown. The one before is good until {exactly(client.formerSecretUntil)}.
            </Trans>
          ) : (
            <Trans>Set, not shown.</Trans>
          )}
        </p>
        {rotate.data && <SecretOnce name={t`New secret`} secret={rotate.data.clientSecret} />}
        <form
          className="row g3"
          onSubmit={(event) => {
            event.preventDefault();
            rotate.mutate({ id, keepOldSeconds: Number(overlap) });
          }}
        >
          <SelectEntry
            label={t`The old one stays good for`}
            value={overlap}
            onChange={(event) => setOverlap(event.currentTarget.value)}
          >
            <option value="0">{t`not at all`}</option>
            <option value={String(hour)}>{t`an hour`}</option>
            <option value={String(24 * hour)}>{t`a day`}</option>
            <option value={String(7 * 24 * hour)}>{t`a week`}</option>
          </SelectEntry>
          <button type="submit" className="btn main low" disabled={rotate.isPending}>
            <Trans>Make a new secret</Trans>
          </button>
        </form>
      </div>
      <div className="sec">
        <h2>
          <Trans>Rights</Trans>
        </h2>
        <ul className="scopes">
          {client.scopes.map((scope) => (
            <li key={scope} className="ref">
              {scope}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
