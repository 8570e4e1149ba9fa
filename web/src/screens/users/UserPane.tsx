import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Ending } from "../../parts/Ending";
import { Refusal } from "../../parts/Refusal";
import { SecretOnce } from "../../parts/SecretOnce";
import { actorName } from "../../words/actor";
import { exactly } from "../../words/format";
import { Membership, typedOf, visibleOf } from "./Membership";
import { type User, useUserActs } from "./users";

interface UserPaneProps {
  user: User;
  slug: string;
  isMe: boolean;
}

/** One member: roles, what is visible, a link for the password, off, on and out. */
export function UserPane({ user, slug, isMe }: UserPaneProps) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const { change, turn, link, remove } = useUserActs(tenant);
  const [typed, setTyped] = useState(() => typedOf(user));
  const { id } = user;
  const isOff = Boolean(user.disabledAt);
  const isChanged = JSON.stringify(typed) !== JSON.stringify(typedOf(user));
  const failed = change.error ?? turn.error ?? link.error ?? remove.error;
  const save = () => {
    const { displayName, roles } = typed;
    const body = { displayName, roles, visible: visibleOf(typed) };
    change.mutate({ id, body }, { onSuccess: (saved) => setTyped(typedOf(saved)) });
  };
  return (
    <section className="scroll record" aria-label={user.displayName}>
      <div className="sec">
        <h2>
          <span className="fill title">{user.displayName}</span>
          {!isMe && (
            <button
              type="button"
              className="btn"
              disabled={turn.isPending}
              onClick={() => turn.mutate({ id, isOn: isOff })}
            >
              {isOff ? t`Switch on` : t`Switch off`}
            </button>
          )}
        </h2>
        {failed && <Refusal>{failed.message}</Refusal>}
        <dl className="facts">
          <div>
            <dt>{t`Signs in as`}</dt>
            <dd>{user.name}</dd>
          </div>
          <div>
            <dt>{t`Made`}</dt>
            <dd>
              {exactly(user.createdAt)} · {actorName(user.createdBy)}
            </dd>
          </div>
          <div>
            <dt>{t`Changed`}</dt>
            <dd>
              {exactly(user.changedAt)} · {actorName(user.changedBy)}
            </dd>
          </div>
        </dl>
        <Link to="/$tenant/audit" params={{ tenant: slug }} search={{ user: id }}>
          <Trans>What was done about this person</Trans>
        </Link>
      </div>
      <form
        className="sec"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <h2>
          <Trans>Membership</Trans>
        </h2>
        <Membership typed={typed} onChange={setTyped} />
        <button type="submit" className="btn main" disabled={!isChanged || change.isPending}>
          <Trans>Save</Trans>
        </button>
      </form>
      <div className="sec">
        <h2>
          <Trans>Sign-in</Trans>
        </h2>
        <p className="m">
          {user.hasPassword ? t`A password is set.` : t`No password is set yet.`}{" "}
          {user.hasSecondFactor ? t`A second factor is set.` : t`There is no second factor.`}
        </p>
        <div className="row g2">
          <button
            type="button"
            className="btn"
            onClick={() => link.mutate({ id, resetSecondFactor: false })}
          >
            <Trans>Make a link to choose a password</Trans>
          </button>
          {user.hasSecondFactor && (
            <button
              type="button"
              className="btn"
              onClick={() => link.mutate({ id, resetSecondFactor: true })}
            >
              <Trans>The same, without the second factor</Trans>
            </button>
          )}
        </div>
        {link.data && (
          <SecretOnce
            name={t`Link, good once until ${exactly(link.data.expiresAt)}`}
            secret={link.data.link}
          />
        )}
      </div>
      {!isMe && (
        <Ending
          act={<Trans>End the membership</Trans>}
          outcome={
            <Trans>
              {user.displayName} can no longer sign in here. Histories keep the name. An account
              without another membership is deleted.
            </Trans>
          }
          isPending={remove.isPending}
          onEnd={() => remove.mutate(id)}
        />
      )}
    </section>
  );
}
