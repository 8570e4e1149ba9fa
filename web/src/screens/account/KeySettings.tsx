import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { areLettersOn, turnLetters } from "../../keys/letters";

/** Whether letters alone do things on this device. */
export function KeySettings() {
  const { t } = useLingui();
  const [isOn, setOn] = useState(areLettersOn);
  return (
    <section className="sec">
      <h2>
        <Trans>Keys</Trans>
      </h2>
      <label className="row g2">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            turnLetters(event.currentTarget.checked);
            setOn(event.currentTarget.checked);
          }}
        />
        {t`Letters and digits alone do things, as J for the next row`}
      </label>
      <p className="m">
        <Trans>
          Switch it off when you speak to the computer. Arrows, Enter and keys with Ctrl stay.
        </Trans>
      </p>
    </section>
  );
}
