import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** How people look at a status; the tabs of the work list but for `closed`, which is done too. */
export type StatusLook = "todo" | "customs" | "problem" | "done" | "closed";

/** The drawings that tell statuses of a group apart. */
export type Glyph =
  | "dashed"
  | "tick"
  | "bars"
  | "dots"
  | "pencil"
  | "quarter"
  | "half"
  | "threeQuarters"
  | "point"
  | "arrows"
  | "exclamation"
  | "cross"
  | "question"
  | "octagon"
  | "flag"
  | "struck";

/** What people see of a status. */
export interface StatusWords {
  look: StatusLook;
  glyph: Glyph;
  label: MessageDescriptor;
  /** Whether it is one of the emergency procedure, which is said beside it. */
  emergency?: true;
}

/** Every status of the lifecycle, as it is shown. */
export const statuses: Readonly<Record<string, StatusWords>> = {
  New: { look: "todo", glyph: "dashed", label: msg`New` },
  Validated: { look: "todo", glyph: "tick", label: msg`Ready to submit` },
  Held: { look: "todo", glyph: "bars", label: msg`Held` },
  Queued: { look: "todo", glyph: "dots", label: msg`Queued` },
  Amendable: { look: "todo", glyph: "pencil", label: msg`Amendment open` },
  BcpNew: { look: "todo", glyph: "dashed", label: msg`New`, emergency: true },
  BcpValidated: { look: "todo", glyph: "tick", label: msg`Ready to submit`, emergency: true },
  BcpQueued: { look: "todo", glyph: "dots", label: msg`Queued`, emergency: true },

  Submitted: { look: "customs", glyph: "quarter", label: msg`Submitted` },
  Acknowledged: { look: "customs", glyph: "half", label: msg`Acknowledged` },
  PreLodged: { look: "customs", glyph: "half", label: msg`Pre-lodged` },
  GoodsNotArrived: { look: "customs", glyph: "half", label: msg`Goods awaited` },
  GoodsArrived: { look: "customs", glyph: "threeQuarters", label: msg`Goods presented` },
  Accepted: { look: "customs", glyph: "threeQuarters", label: msg`Accepted` },
  AcceptedForExport: { look: "customs", glyph: "threeQuarters", label: msg`Accepted for export` },
  UnderControl: { look: "customs", glyph: "point", label: msg`Under control` },
  ControlRequest: { look: "customs", glyph: "point", label: msg`Control announced` },
  Departed: { look: "customs", glyph: "threeQuarters", label: msg`Departed` },
  InProgress: { look: "customs", glyph: "threeQuarters", label: msg`In discharge` },
  Amending: { look: "customs", glyph: "arrows", label: msg`Amendment sent` },
  Invalidating: { look: "customs", glyph: "arrows", label: msg`Invalidation sent` },
  ChangingDestination: { look: "customs", glyph: "arrows", label: msg`Destination changing` },
  Diverted: { look: "customs", glyph: "arrows", label: msg`Diverted` },
  BcpSubmitted: { look: "customs", glyph: "quarter", label: msg`Submitted`, emergency: true },
  BcpAccepted: { look: "customs", glyph: "threeQuarters", label: msg`Accepted`, emergency: true },

  Invalid: { look: "problem", glyph: "exclamation", label: msg`Invalid` },
  ConfigurationError: { look: "problem", glyph: "exclamation", label: msg`Configuration missing` },
  GuaranteeNotValid: { look: "problem", glyph: "exclamation", label: msg`Guarantee not valid` },
  CreditPending: { look: "problem", glyph: "exclamation", label: msg`Credit pending` },
  ExitConfirmationNotYetReceived: {
    look: "problem",
    glyph: "exclamation",
    label: msg`Exit not confirmed`,
  },
  Alerted: { look: "problem", glyph: "exclamation", label: msg`Alerted` },
  CustomsError: { look: "problem", glyph: "cross", label: msg`Refused by customs` },
  AmendmentError: { look: "problem", glyph: "cross", label: msg`Amendment refused` },
  InvalidationError: { look: "problem", glyph: "cross", label: msg`Invalidation refused` },
  Rejected: { look: "problem", glyph: "cross", label: msg`Rejected` },
  Refused: { look: "problem", glyph: "cross", label: msg`Refused` },
  PartiallyRefused: { look: "problem", glyph: "cross", label: msg`Partly refused` },
  DocumentControl: { look: "problem", glyph: "question", label: msg`Documents asked for` },
  CustomsInformationRequest: {
    look: "problem",
    glyph: "question",
    label: msg`Information asked for`,
  },
  CustomsRequestsAmendment: { look: "problem", glyph: "question", label: msg`Amendment asked for` },
  CustomsRequestsInvalidation: {
    look: "problem",
    glyph: "question",
    label: msg`Invalidation asked for`,
  },
  NotReleased: { look: "problem", glyph: "octagon", label: msg`Not released` },
  Interrupted: { look: "problem", glyph: "octagon", label: msg`Interrupted` },
  Expired: { look: "problem", glyph: "octagon", label: msg`Expired` },

  Released: { look: "done", glyph: "tick", label: msg`Released` },
  Discharged: { look: "done", glyph: "flag", label: msg`Discharged` },
  ExitConfirmed: { look: "done", glyph: "flag", label: msg`Exit confirmed` },
  Delivered: { look: "done", glyph: "flag", label: msg`Delivered` },
  ManuallyClosed: { look: "done", glyph: "flag", label: msg`Closed by authority` },
  BcpReleased: { look: "done", glyph: "tick", label: msg`Released`, emergency: true },
  Invalidated: { look: "closed", glyph: "struck", label: msg`Invalidated` },
  Cancelled: { look: "closed", glyph: "struck", label: msg`Cancelled` },
};
