import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { exactly } from "../words/format";
import { SelectEntry } from "./Entry";
import { SecretOnce } from "./SecretOnce";

const hour = 3600;

interface RotateSecretProps {
  /** Until when the secret before is good too, where it still is. */
  formerUntil: string | null | undefined;
  /** The new one, once it was made. */
  made: string | undefined;
  isPending: boolean;
  onRotate: (keepOldSeconds: number) => void;
}

/** A secret that is set and not shown, and a new one beside which the old stays good for a while. */
export function RotateSecret({ formerUntil, made, isPending, onRotate }: RotateSecretProps) {
  const { t } = useLingui();
  const [overlap, setOverlap] = useState(String(24 * hour));
  const isFormerGood = formerUntil && new Date(formerUntil) > new Date();
  return (
    <div className="sec">
      <h2>
        <Trans>Secret</Trans>
      </h2>
      <p className="m">
        {isFormerGood ? (
          <Trans>Set, not shown. The one before is good until {exactly(formerUntil)}.</Trans>
        ) : (
          <Trans>Set, not shown.</Trans>
        )}
      </p>
      {made && <SecretOnce name={t`New secret`} secret={made} />}
      <form
        className="row g3"
        onSubmit={(event) => {
          event.preventDefault();
          onRotate(Number(overlap));
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
        <button type="submit" className="btn low" disabled={isPending}>
          <Trans>Make a new secret</Trans>
        </button>
      </form>
    </div>
  );
}
