import type { Flow, Step } from "../model/flow";
import type { Found } from "../model/places";

/** What the parts of a step's form share. */
export interface StepDesk {
  flow: Flow;
  step: Step;
  slug: string;
  canEdit: boolean;
  found: readonly Found[];
  /** Sets members of the step; what is undefined or empty is left out of the file. */
  set(members: Partial<Step>): void;
}

/** The steps that a step may wait for or take over from: all but itself. */
export function othersOf({ flow, step }: StepDesk): readonly Step[] {
  return flow.steps.filter((it) => it.name !== step.name);
}
