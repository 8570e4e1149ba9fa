import { Trans, useLingui } from "@lingui/react/macro";
import { useStreamState } from "../../api/changes";
import { moment, number } from "../../words/format";

interface LegendProps {
  tenant: string;
  /** How many rows are here, and how many there are. */
  here: number;
  total: number | undefined;
}

/** The keys one needs most, how much is shown, and whether it is as of now. */
export function Legend({ tenant, here, total }: LegendProps) {
  const { t } = useLingui();
  const state = useStreamState(tenant);
  const first = number(here > 0 ? 1 : 0);
  const last = number(here);
  const all = number(Math.max(total ?? here, here));
  return (
    <footer className="legend">
      <span>
        <kbd>J</kbd>
        <kbd>K</kbd> <Trans>move</Trans>
      </span>
      <span>
        <kbd>X</kbd> <Trans>mark</Trans>
      </span>
      <span>
        <kbd>Enter</kbd> <Trans>open</Trans>
      </span>
      <span>
        <kbd>Space</kbd> <Trans>peek</Trans>
      </span>
      <span>
        <kbd>F</kbd> <Trans>filter</Trans>
      </span>
      <span>
        <kbd>G</kbd> <Trans>go to</Trans>
      </span>
      <span>
        <kbd>?</kbd> <Trans>all keys</Trans>
      </span>
      <span className="right tnum">
        {t`${first}–${last} of ${all}`} ·{" "}
        {state.isLive ? t`live` : <b className="late">{t`stopped at ${moment(state.since)}`}</b>}
      </span>
    </footer>
  );
}
