import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Entry } from "../../parts/Entry";
import { Refusal } from "../../parts/Refusal";
import { SecretOnce } from "../../parts/SecretOnce";
import { Ticks } from "../../parts/Ticks";
import { useClientActs } from "./clients";

const usual = ["create:messages", "read:messages", "read:declarations"];

interface NewClientProps {
  onClose: () => void;
  onMade: (name: string) => void;
}

/** A client to be: its name and what it may, of what the person may. */
export function NewClient({ onClose, onMade }: NewClientProps) {
  const { t } = useLingui();
  const { id: tenant, scopes: own } = useTenant();
  const { make } = useClientActs(tenant);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState(usual.filter((it) => own.includes(it)));
  if (make.data) {
    return (
      <section className="scroll record" aria-label={make.data.clientId}>
        <div className="sec">
          <h2>
            <span className="title">{make.data.clientId}</span>
          </h2>
          <SecretOnce name={t`Its secret`} secret={make.data.clientSecret} />
          <button type="button" className="btn" onClick={onClose}>
            <Trans>I have it</Trans>
          </button>
        </div>
      </section>
    );
  }
  return (
    <section className="scroll record" aria-label={t`New client`}>
      <form
        className="sec"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ name, scopes }, { onSuccess: (made) => onMade(made.clientId) });
        }}
      >
        <h2>
          <span className="title">
            <Trans>New client</Trans>
          </span>
        </h2>
        {make.error && <Refusal>{make.error.message}</Refusal>}
        <Entry
          label={t`Name`}
          hint={t`The program as histories name it: ERP-EUROPE.`}
          value={name}
          required
          autoFocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Ticks
          legend={t`Rights`}
          choices={own.map((value) => ({ value }))}
          ticked={scopes}
          onChange={setScopes}
        />
        <div className="row g2">
          <button type="submit" className="btn main" disabled={make.isPending}>
            <Trans>Make the client</Trans>
          </button>
          <button type="button" className="btn bare" onClick={onClose}>
            <Trans>Leave it</Trans>
          </button>
        </div>
      </form>
    </section>
  );
}
