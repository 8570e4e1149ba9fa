/** A flow as its exported file has it. The API describes the document of a version only as an object. */
export interface Flow {
  name?: string;
  description?: string;
  direction: string;
  validFrom?: string;
  validTo?: string;
  steps: readonly Step[];
}

/** A step: makes declarations of one type for one system. */
export interface Step {
  name: string;
  declarationType: string;
  system: string;
  jurisdiction: string;
  start?: Start;
  organisation?: Scope;
  items?: Grouping;
  houseConsignments?: { groupBy?: readonly string[] };
  takeOver?: readonly TakeOver[];
  tables?: readonly string[];
  tablesAfterCalculations?: readonly string[];
  autoSubmit?: AutoSubmit;
  defaults?: Values;
  calculations?: Values;
}

export type Start =
  | { on: "shipmentCreated" | "action" | "arrival" | "stock" }
  | { on: "statusReached"; step: string; statuses: readonly string[] };

/** The parts of an organisation whose shipments a step takes. */
export interface Scope {
  companies?: readonly string[];
  plants?: readonly string[];
  storageLocations?: readonly string[];
}

/** Which goods a step takes, and how they are cut into declarations. */
export interface Grouping {
  select?: string;
  groupBy?: readonly { expression: string; assignTo?: string }[];
  maxItems?: number;
}

/** What a step takes over of an earlier one. */
export interface TakeOver {
  step: string;
  from: string;
  to: string;
  with?: Values;
}

export type AutoSubmit = "always" | "never" | boolean | { table: string };

export type Value = string | number | boolean | null | Values | readonly Value[];
/** An object of a document. */
export interface Values {
  readonly [name: string]: Value;
}

/** What starts a step; with the shipment where nothing is said. */
export function startOf(step: Step): Start {
  return step.start ?? { on: "shipmentCreated" };
}

/** All tables that fill fields of a step, in the order in which they are asked. */
export function tablesOf(step: Step): readonly string[] {
  return [...(step.tables ?? []), ...(step.tablesAfterCalculations ?? [])];
}

/** The table that decides about sending, where one does. */
export function sendingTable(step: Step): string | undefined {
  return typeof step.autoSubmit === "object" ? step.autoSubmit.table : undefined;
}

/** Writes a flow as its file is written. */
export function writeFlow(flow: Flow): string {
  return `${JSON.stringify(flow, null, 2)}\n`;
}

/** Reads the text of a flow; why it could not be read, where it could not. */
export function readFlow(text: string): { flow: Flow } | { fault: string } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  if (!isObject(read) || !Array.isArray(read.steps)) return { fault: '{"steps": […]}' };
  const steps: unknown[] = read.steps;
  const wrong = steps.findIndex((step) => !isObject(step) || typeof step.name !== "string");
  if (wrong >= 0) return { fault: `steps[${wrong}].name` };
  return { flow: read as unknown as Flow };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
