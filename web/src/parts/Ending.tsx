import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

interface EndingProps {
  /** What the act is called, on the first button and on the one that does it. */
  act: ReactNode;
  /** What comes of it, said before. */
  outcome: ReactNode;
  isPending: boolean;
  onEnd: () => void;
}

/** The last section of a pane: an act that takes something away, asked for twice. */
export function Ending({ act, outcome, isPending, onEnd }: EndingProps) {
  const [isLeaving, setLeaving] = useState(false);
  return (
    <div className="sec">
      {isLeaving ? (
        <div className="note w">
          <div className="fill">
            {outcome}
            <div className="once">
              <button type="button" className="btn danger" disabled={isPending} onClick={onEnd}>
                {act}
              </button>
              <button type="button" className="btn bare" onClick={() => setLeaving(false)}>
                <Trans>Leave it</Trans>
              </button>
            </div>
          </div>
        </div>
      ) : (
        <button type="button" className="btn danger" onClick={() => setLeaving(true)}>
          {act}
        </button>
      )}
    </div>
  );
}
