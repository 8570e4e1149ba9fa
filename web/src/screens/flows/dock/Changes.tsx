import { Trans, useLingui } from "@lingui/react/macro";
import { Difference } from "../../../parts/Difference";
import { type FlowChange, nameOf, shortly } from "../model/difference";
import { memberWords } from "../words";

/** What one flow has otherwise than another, member by member. */
export function Changes({ changes }: { changes: readonly FlowChange[] }) {
  const { t } = useLingui();
  const words = useMemberWords();
  if (changes.length === 0) {
    return (
      <p className="empty">
        <Trans>Nothing differs.</Trans>
      </p>
    );
  }
  return (
    <table className="flowdiff">
      <tbody>
        {changes.map((it) => (
          <Difference
            key={nameOf(it)}
            above={it.step === undefined ? t`The flow` : t`Step ${it.step}`}
            label={words(it)}
            before={it.member || !it.before ? shortly(it.before) : t`as it was`}
            after={it.member || !it.after ? shortly(it.after) : t`new`}
          />
        ))}
      </tbody>
    </table>
  );
}

/** What is changed, in words. */
export function useMemberWords(): (change: FlowChange) => string {
  const { t, i18n } = useLingui();
  return (change) => {
    if (change.member === undefined) {
      return change.after === undefined ? t`taken out` : t`added`;
    }
    const words = memberWords[change.member];
    return words ? i18n._(words) : change.member;
  };
}
