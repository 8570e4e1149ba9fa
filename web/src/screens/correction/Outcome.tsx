import { Trans } from "@lingui/react/macro";

interface OutcomeProps {
  /** What is done with a declaration, as the plan names it. */
  resolution: string;
  hasChanged: boolean;
}

/** What becomes of a declaration, as a sentence after its name. */
export function Outcome({ resolution, hasChanged }: OutcomeProps) {
  switch (resolution) {
    case "create":
      return <Trans>is made</Trans>;
    case "amend":
      return <Trans>is amended: customs accepts, or refuses and it stays as it was</Trans>;
    case "open":
      return (
        <Trans>is opened for an amendment; customs keeps what it has until you submit it</Trans>
      );
    case "delete":
      return <Trans>is withdrawn: customs does not have it</Trans>;
    case "invalidate":
      return <Trans>is to be invalidated by customs</Trans>;
    case "supersede":
    case "replace":
      return <Trans>is withdrawn and made anew</Trans>;
    case "leave":
      return <Trans>stays as it is</Trans>;
    default:
      return hasChanged ? <Trans>is changed</Trans> : <Trans>stays as it is</Trans>;
  }
}
