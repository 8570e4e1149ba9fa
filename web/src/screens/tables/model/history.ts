import type { MessageDescriptor } from "@lingui/core";
import type { DecisionTable } from "./table";

/** A table as it was before or after something was done. */
interface Step {
  table: DecisionTable;
  /** What was done, in words. */
  words: MessageDescriptor;
}

/** A table that is being edited, with the way back and forth. Rows that stay are shared. */
export interface History {
  readonly table: DecisionTable;
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

/** How many steps can be undone. */
const most = 200;

export function begun(table: DecisionTable): History {
  return { table, before: [], after: [] };
}

/** Goes on with another table; what was undone is gone. */
export function done(history: History, table: DecisionTable, words: MessageDescriptor): History {
  if (table === history.table) return history;
  const before = [...history.before, { table: history.table, words }].slice(-most);
  return { table, before, after: [] };
}

export function undone(history: History): History {
  const step = history.before.at(-1);
  if (!step) return history;
  return {
    table: step.table,
    before: history.before.slice(0, -1),
    after: [...history.after, { table: history.table, words: step.words }],
  };
}

export function redone(history: History): History {
  const step = history.after.at(-1);
  if (!step) return history;
  return {
    table: step.table,
    before: [...history.before, { table: history.table, words: step.words }],
    after: history.after.slice(0, -1),
  };
}
