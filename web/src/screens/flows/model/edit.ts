import { type Flow, type Step, startOf } from "./flow";

/** A flow in which one step is another. */
export function withStep(flow: Flow, name: string, edit: (step: Step) => Step): Flow {
  return { ...flow, steps: flow.steps.map((step) => (step.name === name ? edit(step) : step)) };
}

/** Sets members of a step or of a flow; what is undefined or empty is left out of the file. */
export function setMembers<T extends Step | Flow>(target: T, members: Partial<T>): T {
  const next: Record<string, unknown> = { ...target };
  for (const [name, value] of Object.entries(members)) {
    if (isNothing(value)) delete next[name];
    else next[name] = value;
  }
  return next as unknown as T;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Gives a step another name, also where other steps name it. */
export function renameStep(flow: Flow, from: string, to: string): Flow {
  const steps = flow.steps.map((step) => {
    const start = startOf(step);
    const renamed = step.name === from ? { ...step, name: to } : step;
    return setMembers(renamed, {
      ...(start.on === "statusReached" && start.step === from && { start: { ...start, step: to } }),
      ...(step.takeOver && {
        takeOver: step.takeOver.map((it) => (it.step === from ? { ...it, step: to } : it)),
      }),
    });
  });
  return { ...flow, steps };
}

/** Takes a step out; what waited for it waits for what it waited for. */
export function removeStep(flow: Flow, name: string): Flow {
  const gone = flow.steps.find((step) => step.name === name);
  const steps = flow.steps
    .filter((step) => step.name !== name)
    .map((step) => {
      const start = startOf(step);
      const follows = start.on === "statusReached" && start.step === name;
      const takeOver = step.takeOver?.filter((it) => it.step !== name);
      return setMembers(step, { ...(follows && { start: gone?.start }), takeOver });
    });
  return { ...flow, steps };
}

/** Where a step is put in. */
export interface Place {
  /** The step it follows; absent: it starts with the shipment. */
  after?: string;
  /** The step that waits for it from then on; absent: none. */
  before?: string;
}

/** Puts a step in, and its name. What it makes is that of its neighbour until somebody says otherwise. */
export function addStep(flow: Flow, place: Place): { flow: Flow; name: string } {
  const name = freeName(flow);
  const neighbour = flow.steps.find((step) => step.name === (place.after ?? place.before));
  const following = flow.steps.find((step) => step.name === place.before);
  const followed = following && startOf(following);
  const statuses = followed?.on === "statusReached" ? followed.statuses : ["Released"];
  const added: Step = {
    name,
    declarationType: neighbour?.declarationType ?? "B1",
    system: neighbour?.system ?? "aes",
    jurisdiction: neighbour?.jurisdiction ?? "DE",
    ...(place.after && { start: { on: "statusReached", step: place.after, statuses } }),
    autoSubmit: "never",
  };
  const steps = flow.steps.map((step) =>
    step === following
      ? setMembers(step, { start: { on: "statusReached", step: name, statuses } })
      : step,
  );
  const behind = flow.steps.findIndex((step) => step.name === place.after);
  const before = flow.steps.findIndex((step) => step.name === place.before);
  const at = behind >= 0 ? behind + 1 : before >= 0 ? before : steps.length;
  return { flow: { ...flow, steps: steps.toSpliced(at, 0, added) }, name };
}

function freeName(flow: Flow): string {
  const taken = new Set(flow.steps.map((step) => step.name));
  for (let count = taken.size + 1; ; count += 1) {
    const name = `step ${count}`;
    if (!taken.has(name)) return name;
  }
}

/** Moves an entry of a list by some places. */
export function moved<T>(list: readonly T[], at: number, by: number): readonly T[] {
  const entry = list[at];
  const to = at + by;
  if (entry === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(at, 1).toSpliced(to, 0, entry);
}
