import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";

/** What can be done with many declarations after a plan was shown, as the API names it. */
export type PlannedAct = "submit" | "validate" | "hold" | "release-hold" | "invalidate" | "resend";

/** The verb of an act. */
export const verbs: Readonly<Record<PlannedAct, MessageDescriptor>> = {
  submit: msg`Submit`,
  validate: msg`Validate`,
  hold: msg`Hold`,
  "release-hold": msg`Release the hold`,
  invalidate: msg`Invalidate`,
  resend: msg`Send again`,
};

/** The title of a plan. */
export function titleOf(act: string, count: number): MessageDescriptor {
  switch (act) {
    case "submit":
      return msg`${plural(count, { one: "Submit one declaration", other: "Submit # declarations" })}`;
    case "validate":
      return msg`${plural(count, { one: "Validate one declaration", other: "Validate # declarations" })}`;
    case "hold":
      return msg`${plural(count, { one: "Hold one declaration", other: "Hold # declarations" })}`;
    case "release-hold":
      return msg`${plural(count, { one: "Release the hold of one declaration", other: "Release the hold of # declarations" })}`;
    case "invalidate":
      return msg`${plural(count, { one: "Invalidate one declaration", other: "Invalidate # declarations" })}`;
    case "resend":
      return msg`${plural(count, { one: "Send one declaration again", other: "Send # declarations again" })}`;
    case "assign":
      return msg`${plural(count, { one: "Assign one declaration", other: "Assign # declarations" })}`;
    default:
      return msg`${plural(count, { one: "Flag one declaration", other: "Flag # declarations" })}`;
  }
}

/** What the button says that carries a plan out. */
export function buttonOf(act: PlannedAct, count: number): MessageDescriptor {
  switch (act) {
    case "submit":
      return msg`${plural(count, { one: "Submit the one", other: "Submit the #" })}`;
    case "validate":
      return msg`${plural(count, { one: "Validate the one", other: "Validate the #" })}`;
    case "hold":
      return msg`${plural(count, { one: "Hold the one", other: "Hold the #" })}`;
    case "release-hold":
      return msg`${plural(count, { one: "Release the one", other: "Release the #" })}`;
    case "invalidate":
      return msg`${plural(count, { one: "Invalidate the one", other: "Invalidate the #" })}`;
    case "resend":
      return msg`${plural(count, { one: "Send the one again", other: "Send the # again" })}`;
  }
}

/** What would come of those that would be done. */
export function wouldOf(act: PlannedAct, count: number): MessageDescriptor {
  switch (act) {
    case "submit":
    case "resend":
      return msg`${plural(count, { one: "One would go to customs", other: "# would go to customs" })}`;
    case "validate":
      return msg`${plural(count, { one: "One would be validated", other: "# would be validated" })}`;
    case "hold":
      return msg`${plural(count, { one: "One would be held", other: "# would be held" })}`;
    case "release-hold":
      return msg`${plural(count, { one: "One would go on", other: "# would go on" })}`;
    case "invalidate":
      return msg`${plural(count, { one: "One would be invalidated", other: "# would be invalidated" })}`;
  }
}
