import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What an act is called on its button. */
export const actWords: Readonly<Record<string, MessageDescriptor>> = {
  submit: msg`Submit`,
  validate: msg`Validate`,
  hold: msg`Hold`,
  "release-hold": msg`Let it go on`,
  resend: msg`Send again`,
  amend: msg`Open an amendment`,
  "cancel-amendment": msg`Give the amendment up`,
  invalidate: msg`Have it invalidated`,
  "goods-arrived": msg`Present the goods`,
  "goods-departed": msg`Notify the departure`,
  "arrival-at-exit": msg`Notify the arrival at exit`,
  "exit-evidence": msg`Answer about the exit`,
  "change-destination": msg`Give another destination`,
  "receipt-report": msg`Report the receipt`,
  "reject-or-alert-ead": msg`Reject or alert`,
  "delay-for-delivery": msg`Explain the delay`,
  "complementary-explanation": msg`Explain the difference`,
};

/** The act that is the verb of what comes next. */
export const actOfNext: Readonly<Record<string, string>> = {
  validate: "validate",
  submit: "submit",
  releaseHold: "release-hold",
  presentGoods: "goods-arrived",
  finishAmendment: "submit",
  proveExit: "exit-evidence",
  changeDestination: "change-destination",
};

/** Acts that are one of the ways to correct and stand there. */
export const correcting = new Set(["amend", "invalidate", "edit"]);
