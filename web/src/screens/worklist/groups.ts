import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { type DamagedRow, isDamaged, type Row } from "./rows";

/** A part of the list: rows for which the same side moves next. */
export interface Part {
  /** The group as rows name it; empty for the whole list where it has no parts. */
  group: string;
  rows: readonly (Row | DamagedRow)[];
  /** How many rows that are seen stand before it. */
  before: number;
  isFolded: boolean;
}

/** What heads of groups say, by the group as rows name it. */
export const heads: Readonly<
  Record<string, { words: MessageDescriptor; meaning: MessageDescriptor }>
> = {
  problem: {
    words: msg`Problem`,
    meaning: msg`Customs or our checks refused it. Yours to solve.`,
  },
  toDo: { words: msg`To do`, meaning: msg`Nothing is wrong. The next step is yours.` },
  withCustoms: {
    words: msg`With customs`,
    meaning: msg`Customs has to answer. Shown when late first.`,
  },
  done: { words: msg`Done`, meaning: msg`Nothing is expected any more.` },
};

/** The list in parts, in the order of its rows; one part without a head where it is not grouped. */
export function partsOf(
  rows: readonly (Row | DamagedRow)[],
  isGrouped: boolean,
  folded: ReadonlySet<string>,
): readonly Part[] {
  if (!isGrouped) return [{ group: "", rows, before: 0, isFolded: false }];
  const parts: { group: string; rows: (Row | DamagedRow)[] }[] = [];
  for (const row of rows) {
    const last = parts.at(-1);
    // A row that cannot be read stands where its neighbours do.
    const group = isDamaged(row) ? (last?.group ?? "problem") : row.statusGroup;
    if (last?.group === group) last.rows.push(row);
    else parts.push({ group, rows: [row] });
  }
  let before = 0;
  return parts.map((part) => {
    const isFolded = folded.has(part.group);
    const placed = { ...part, before, isFolded };
    if (!isFolded) before += part.rows.length;
    return placed;
  });
}
