import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Icon } from "./Icon";

/** After how long the reader is told that it takes longer than usual. */
const patience = 2000;

/** Says after a while that something is still read, and stops it on demand. */
export function StillLoading({ onCancel }: { onCancel: () => void }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), patience);
    return () => window.clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <p className="note n wide" role="status">
      <Icon name="clock" />
      <span>
        <Trans>Still loading.</Trans>{" "}
        <button type="button" className="link" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </button>
      </span>
    </p>
  );
}
