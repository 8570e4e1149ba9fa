import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Icon } from "../parts/Icon";
import { stepsQuery } from "../screens/firststeps/steps";
import { number } from "../words/format";

interface FirstStepsLinkProps {
  tenant: string;
  slug: string;
}

/** The way to the first release; gone when all of it is done. */
export function FirstStepsLink({ tenant, slug }: FirstStepsLinkProps) {
  const { t } = useLingui();
  const { data } = useQuery(stepsQuery(tenant));
  const left = data?.filter((it) => !it.isSeenDone).length ?? 0;
  if (left === 0) return null;
  return (
    <Link to="/$tenant/first-steps" params={{ tenant: slug }} search={{}} title={t`First steps`}>
      <Icon name="start" />
      <span>
        <Trans>First steps</Trans>
      </span>
      <span className="n">{number(left)}</span>
    </Link>
  );
}
