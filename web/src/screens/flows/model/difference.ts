import type { Flow, Step } from "./flow";

/** A member of a flow or of one of its steps that differs. */
export interface FlowChange {
  /** The step; absent where it is about the flow itself. */
  step?: string;
  /** The member, as the file names it; absent where a whole step came or went. */
  member?: string;
  before: unknown;
  after: unknown;
}

/** What one flow has otherwise than another. Steps are matched by name; the order of members is nothing. */
export function differenceOf(before: Flow, after: Flow): FlowChange[] {
  const { steps: stepsBefore, ...headBefore } = before;
  const { steps: stepsAfter, ...headAfter } = after;
  const changes: FlowChange[] = members(headBefore, headAfter);
  const names = new Set([...stepsBefore, ...stepsAfter].map((step) => step.name));
  for (const name of names) {
    const one = find(stepsBefore, name);
    const other = find(stepsAfter, name);
    if (one && other) changes.push(...members(one, other).map((it) => ({ ...it, step: name })));
    else changes.push({ step: name, before: one, after: other });
  }
  return changes;
}

function find(steps: readonly Step[], name: string): Step | undefined {
  return steps.find((step) => step.name === name);
}

/** What is said where nothing is written. */
const unwritten: Record<string, unknown> = {
  start: { on: "shipmentCreated" },
  autoSubmit: "never",
  defaults: {},
};

function members(before: object, after: object): FlowChange[] {
  const one = before as Record<string, unknown>;
  const other = after as Record<string, unknown>;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  names.delete("version");
  return [...names]
    .map((member) => ({ member, before: one[member], after: other[member] }))
    .filter((it) => {
      const usual = unwritten[it.member];
      return canonical(it.before ?? usual) !== canonical(it.after ?? usual);
    });
}

/** A value with the members of its objects in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, held: unknown) =>
    typeof held === "object" && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}

/** A value as a difference shows it: in one line. */
export function shortly(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(shortly).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, held]) => {
      const text = shortly(held);
      return typeof held === "object" ? `${name} (${text})` : `${name} ${text}`;
    })
    .join(", ");
}

/** Names a change, to choose it. */
export function nameOf(change: FlowChange): string {
  return `${change.step ?? ""}.${change.member ?? ""}`;
}

/** Carries changes out on a flow. */
export function apply(flow: Flow, changes: readonly FlowChange[]): Flow {
  let next: Flow = flow;
  for (const { step, member, after } of changes) {
    if (step === undefined) next = put(next, member, after);
    else if (member !== undefined) {
      const edited = (it: Step) => (it.name === step ? put(it, member, after) : it);
      next = { ...next, steps: next.steps.map(edited) };
    } else {
      const others = next.steps.filter((it) => it.name !== step);
      next = { ...next, steps: after === undefined ? others : [...others, after as Step] };
    }
  }
  return next;
}

function put<T extends object>(target: T, member: string | undefined, value: unknown): T {
  if (member === undefined) return target;
  const next = { ...target } as Record<string, unknown>;
  if (value === undefined) delete next[member];
  else next[member] = value;
  return next as T;
}
