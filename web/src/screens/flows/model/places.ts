import type { components } from "../../../api/schema";
import { type Flow, sendingTable, tablesOf } from "./flow";

type Problem = components["schemas"]["DraftProblemAnswer"];
type Warning = components["schemas"]["ConfigurationWarning"];

/** Something to look at in a flow, where it is. */
export interface Found {
  severity: "error" | "warning";
  /** What is wrong, in the words of the server. */
  message: string;
  /** Where in the file it is. */
  path?: string;
  /** The steps it is about; none: the flow itself. */
  steps: readonly string[];
  /** The decision table it is about. */
  table?: string;
  /** What happens without a change. */
  description?: string;
}

/** A problem that keeps a flow from being saved, with the steps it is about. */
export function problemIn(flow: Flow, problem: Problem): Found {
  const { path, message } = problem;
  const at = /(?:^|\.)steps\[(\d+)\]/.exec(path)?.[1];
  const step = problem.step ?? (at === undefined ? undefined : flow.steps[Number(at)]?.name);
  return { severity: "error", message, path, steps: step === undefined ? [] : [step] };
}

/** A warning, with the steps that ask its table or go to its system. */
export function warningIn(flow: Flow, warning: Warning): Found {
  const { severity, kind, name, message, description } = warning;
  const isTable = kind === "decisionTable";
  const steps = flow.steps.filter((step) =>
    isTable
      ? tablesOf(step).includes(name) || sendingTable(step) === name
      : message.split(/\W+/u).includes(step.system),
  );
  return {
    severity: severity === "error" ? "error" : "warning",
    message,
    description,
    steps: steps.map((step) => step.name),
    ...(isTable && { table: name }),
  };
}
