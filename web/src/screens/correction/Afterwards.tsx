import { Trans } from "@lingui/react/macro";
import { type Json, valueAt } from "../declaration/model/address";
import type { Draft } from "../declaration/model/draft";
import type { PlannedDifference } from "./plan";
import type { Way } from "./ways";

/** What was typed, as differences. */
export function typedDifferences(draft: Draft, document: Json): PlannedDifference[] {
  return Object.keys(draft.values).map((address) => ({
    address,
    before: draft.before[address] ?? "",
    after: valueAt(document, address),
  }));
}

/** That customs must answer first. */
export function Waits() {
  return (
    <Trans>
      Customs owes an answer first. The update waits in its place, and nothing that is sent later
      overtakes it.
    </Trans>
  );
}

/** What happens when customs refuses. */
export function Afterwards(props: {
  way: Way | undefined;
  hasMessages: boolean;
  /** Whether customs has the declaration already. */
  isWithCustoms: boolean;
}) {
  const { way, hasMessages } = props;
  if (way === "invalidate" && hasMessages) {
    return (
      <Trans>If customs refuses the invalidation, the declaration stays as customs has it.</Trans>
    );
  }
  if (hasMessages && !props.isWithCustoms) {
    return <Trans>If customs refuses it again, it can be corrected again.</Trans>;
  }
  if (hasMessages) {
    return (
      <Trans>
        If customs refuses it, the declaration stays as customs has it, and your values wait in
        “Amendment refused”. Nothing you typed is lost.
      </Trans>
    );
  }
  return <Trans>Nothing is sent by this. It can be changed again until it is submitted.</Trans>;
}
