import { useLingui } from "@lingui/react/macro";
import { useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { RotateSecret } from "../../parts/RotateSecret";
import { actorName } from "../../words/actor";
import { exactly } from "../../words/format";
import { ClientForm } from "./ClientForm";
import { type Client, useClientActs } from "./clients";

/** One client: what it may, a new secret while it works with the old one, off and on. */
export function ClientPane({ client }: { client: Client }) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const { rotate, turn } = useClientActs(tenant);
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
                {exactly(client.changedAt)} · {actorName(client.changedBy ?? "CAS")}
              </dd>
            </div>
          )}
          {client.lastUsedAt && (
            <div>
              <dt>{t`Last token`}</dt>
              <dd>{exactly(client.lastUsedAt)}</dd>
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
      <RotateSecret
        formerUntil={client.formerSecretUntil}
        made={rotate.data?.clientSecret}
        isPending={rotate.isPending}
        onRotate={(keepOldSeconds) => rotate.mutate({ id, keepOldSeconds })}
      />
      <ClientForm key={client.changedAt ?? ""} client={client} />
    </section>
  );
}
