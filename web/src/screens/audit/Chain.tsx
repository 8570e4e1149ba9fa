import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { number } from "../../words/format";
import { verifyChain } from "./audit";

/** Whether the entries are as they were written: each carries the hash of the one before. */
export function Chain() {
  const look = useMutation({ mutationFn: verifyChain });
  const proof = look.data;
  return (
    <div className="sec">
      <h2>
        <span className="fill">
          <Trans>The chain</Trans>
        </span>
        <button
          type="button"
          className="btn small"
          disabled={look.isPending}
          onClick={() => look.mutate()}
        >
          {look.isPending ? <Trans>Looking at every entry</Trans> : <Trans>Verify</Trans>}
        </button>
      </h2>
      <p className="q">
        <Trans>Each entry carries the hash of the one before: none can be changed unseen.</Trans>
      </p>
      {look.error && <Refusal>{look.error.message}</Refusal>}
      {proof?.isWhole && (
        <div className="note n" role="status">
          <Icon name="check" />
          <div className="fill">
            <p>
              <Trans>It is whole: {number(proof.entries)} entries are as they were written.</Trans>
            </p>
            {proof.head && (
              <p className="ref">
                {proof.head.sequence} {proof.head.hash}
              </p>
            )}
          </div>
        </div>
      )}
      {proof?.firstBroken && (
        <Refusal>
          <Trans>
            Entry {number(proof.firstBroken.sequence)} is the first that is not as it was written:{" "}
            {proof.firstBroken.reason}
          </Trans>
        </Refusal>
      )}
    </div>
  );
}
