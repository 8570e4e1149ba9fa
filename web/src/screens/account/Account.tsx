import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { usePageTitle } from "../../parts/usePageTitle";
import { exactly } from "../../words/format";
import { ChangePassword } from "./ChangePassword";
import { KeySettings } from "./KeySettings";
import { SecondFactor } from "./SecondFactor";
import { useSignOutEverywhere } from "./useSignOutEverywhere";
import "./account.css";

/** The own account: who one is here, the password, the second factor, the sessions. */
export function Account() {
  const { t } = useLingui();
  const session = useSession();
  const tenant = useTenant();
  const { signOut } = useSignOutEverywhere();
  usePageTitle(t`Your account`);
  const back = () => window.history.back();
  useKeys([{ keys: "Esc", place: "list", words: msg`Back`, act: back }]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Your account</Trans>
        </h1>
      </header>
      <div className="scroll fill account">
        <section className="sec">
          <h2>{session.displayName}</h2>
          <dl>
            <div>
              <dt>{t`Name`}</dt>
              <dd>{session.name}</dd>
            </div>
            <div>
              <dt>{t`Roles in ${tenant.name}`}</dt>
              <dd>{tenant.roles.join(", ")}</dd>
            </div>
            <div>
              <dt>{t`Signed in`}</dt>
              <dd>{exactly(session.signedInAt)}</dd>
            </div>
            <div>
              <dt>{t`Session ends`}</dt>
              <dd>{exactly(session.endsAt)}</dd>
            </div>
          </dl>
        </section>
        <ChangePassword />
        <SecondFactor session={session} />
        <KeySettings />
        <section className="sec">
          <h2>
            <Trans>Sessions</Trans>
          </h2>
          <p className="m">
            <Trans>Ends all sessions of yours, on every device, this one too.</Trans>
          </p>
          <button type="button" className="btn" onClick={() => void signOut()}>
            <Trans>Sign out everywhere</Trans>
          </button>
        </section>
      </div>
    </>
  );
}
