import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";

/** The sentence of each code of what comes next (docs/lists.md). */
export function nextWords(code: string, errors: number): MessageDescriptor {
  if (code === "correct" && errors > 0) {
    return msg`${plural(errors, { one: "Correct # value", other: "Correct # values" })}`;
  }
  return sentences[code] ?? msg`Look at it`;
}

const sentences: Readonly<Record<string, MessageDescriptor>> = {
  validate: msg`Validate`,
  correct: msg`Correct`,
  submit: msg`Submit`,
  completeConfiguration: msg`Complete the configuration`,
  releaseHold: msg`Decide whether it goes on`,
  waitForConnection: msg`Wait until customs is reached`,
  waitForAnswer: msg`Wait for the answer`,
  waitForAcceptance: msg`Wait for acceptance`,
  presentGoods: msg`Present the goods`,
  waitForRelease: msg`Wait for release`,
  attendControl: msg`Be ready for the control`,
  presentDocuments: msg`Hand in the documents`,
  renewGuarantee: msg`See to the guarantee`,
  provideCredit: msg`See to the credit`,
  answerCustoms: msg`Answer customs`,
  amend: msg`Amend`,
  invalidate: msg`Have it invalidated`,
  finishAmendment: msg`Send the amendment or give it up`,
  decideOnInvalidation: msg`Decide what follows`,
  waitForArrival: msg`Wait for arrival`,
  waitForDischarge: msg`Wait for discharge`,
  waitForExit: msg`Wait for the exit`,
  proveExit: msg`Prove the exit`,
  changeDestination: msg`Give another destination`,
  answerAlert: msg`Answer the alert`,
  clearUp: msg`Clear it up with customs`,
  regularise: msg`Regularise`,
  nothing: msg`Nothing to do`,
};
