import { t } from "@lingui/core/macro";
import type { Declaration } from "../declaration/data";

/** The ways to correct a declaration. */
export const ways = ["update", "amend", "edit", "invalidate", "replace"] as const;
export type Way = (typeof ways)[number];

/** A way with what it does, or why it is not open in this status. */
export interface OpenWay {
  way: Way;
  name: string;
  words: string;
  isOpen: boolean;
}

/** Statuses in which customs has nothing of it. */
const notSent = new Set([
  "New",
  "Invalid",
  "Validated",
  "Held",
  "ConfigurationError",
  "CustomsError",
  "Cancelled",
]);
/** Statuses in which customs owes an answer: an update waits for it. */
const inFlight = new Set([
  "Submitted",
  "Acknowledged",
  "GoodsArrived",
  "Amending",
  "Invalidating",
  "Queued",
]);
/** Statuses in which customs takes amendments through the shipment. */
const amendable = new Set([
  "PreLodged",
  "Accepted",
  "CustomsRequestsAmendment",
  "Amendable",
  "AmendmentError",
  "InvalidationError",
]);

/** The ways in a status: those that are open first, in the order of their consequences. */
export function waysOf(declaration: Declaration): OpenWay[] {
  const { currentStatus: status, customsShipmentReference: shipment } = declaration;
  const can = (name: string) => declaration.actions.some((it) => it.action === name);
  const waits = inFlight.has(status);
  const updates = notSent.has(status) || waits || amendable.has(status);
  const all: OpenWay[] = [
    {
      way: "update",
      name: t`Update the shipment`,
      words: !updates
        ? t`Too late: customs takes no change of it in this status.`
        : waits
          ? t`Changes ${shipment} and every declaration made from it. It waits until customs has answered.`
          : notSent.has(status)
            ? t`Changes ${shipment} and every declaration made from it. Best when the ERP holds the same data.`
            : t`Changes ${shipment} and every declaration made from it; customs gets the amendments. Best when the ERP holds the same data.`,
      isOpen: updates,
    },
    {
      way: "amend",
      name: t`Amend this declaration`,
      words: can("amend")
        ? t`Changes this declaration only. The shipment keeps its value, and the value here is then set by you.`
        : notSent.has(status)
          ? t`Customs does not have it yet. Edit it instead.`
          : t`Not in this status: customs takes no amendment now.`,
      isOpen: can("amend"),
    },
    {
      way: "edit",
      name: t`Edit without customs`,
      words: can("edit")
        ? t`Changes this declaration only. Nothing goes to customs until it is submitted.`
        : t`Not in this status: what customs has would differ.`,
      isOpen: can("edit"),
    },
    {
      way: "invalidate",
      name: notSent.has(status) ? t`Withdraw` : t`Invalidate`,
      words: can("invalidate")
        ? notSent.has(status)
          ? t`Cancels it at once: customs does not have it. Needs a reason.`
          : t`Asks customs to take the declaration back. Needs a reason.`
        : t`Not in this status.`,
      isOpen: can("invalidate"),
    },
    {
      way: "replace",
      name: t`Replace`,
      words: notSent.has(status)
        ? t`Starts ${shipment} again from its document with your changes. What persons set in its declarations is lost.`
        : waits
          ? t`Not now: it is on its way to customs.`
          : t`Too late: customs has accepted it. Update or amend it instead.`,
      isOpen: notSent.has(status),
    },
  ];
  return [...all.filter((it) => it.isOpen), ...all.filter((it) => !it.isOpen)];
}

/** Whether customs has it. */
export function isWithCustoms({ currentStatus }: Declaration): boolean {
  return !notSent.has(currentStatus);
}

/** What the status means for a correction. */
export function stateOf({ currentStatus: status }: Declaration): string {
  if (notSent.has(status)) return t`Customs does not have it, or refused it.`;
  if (inFlight.has(status)) return t`Customs owes an answer. What is asked for now waits for it.`;
  if (amendable.has(status)) {
    return t`Customs has accepted it. What differs goes to customs as an amendment.`;
  }
  return t`Customs has it, and takes few changes in this status.`;
}

/** The verb of the filled button. */
export function verbOf(way: Way, declaration: Declaration): string {
  const isSent = !notSent.has(declaration.currentStatus);
  switch (way) {
    case "update":
      return isSent ? t`Update and amend` : t`Update the shipment`;
    case "amend":
      return t`Open the amendment`;
    case "edit":
      return t`Save`;
    case "invalidate":
      return isSent ? t`Ask for the invalidation` : t`Withdraw`;
    case "replace":
      return t`Replace the shipment`;
  }
}
