import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Entry } from "../../parts/Entry";
import { Refusal } from "../../parts/Refusal";
import { Membership, typedOf, visibleOf } from "./Membership";
import { useUserActs } from "./users";

interface NewMemberProps {
  onClose: () => void;
  onMade: (id: string) => void;
}

/** A member to be; the link to choose a password is made afterwards. */
export function NewMember({ onClose, onMade }: NewMemberProps) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const { make } = useUserActs(tenant);
  const [name, setName] = useState("");
  const [typed, setTyped] = useState(() => typedOf());
  return (
    <section className="scroll record" aria-label={t`New member`}>
      <form
        className="sec"
        onSubmit={(event) => {
          event.preventDefault();
          const { displayName, roles } = typed;
          const body = { name, displayName, roles, visible: visibleOf(typed) };
          make.mutate(body, { onSuccess: (made) => onMade(made.id) });
        }}
      >
        <h2>
          <span className="title">
            <Trans>New member</Trans>
          </span>
        </h2>
        {make.error && <Refusal>{make.error.message}</Refusal>}
        <Entry
          label={t`Signs in as`}
          hint={t`Often the address for mail. It cannot be changed later.`}
          value={name}
          required
          autoFocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Membership typed={typed} onChange={setTyped} />
        <div className="row g2">
          <button type="submit" className="btn main" disabled={make.isPending}>
            <Trans>Make a member</Trans>
          </button>
          <button type="button" className="btn bare" onClick={onClose}>
            <Trans>Leave it</Trans>
          </button>
        </div>
      </form>
    </section>
  );
}
