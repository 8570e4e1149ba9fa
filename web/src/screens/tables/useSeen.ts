import { useMemo } from "react";
import { seenRows } from "./model/view";
import type { Editor } from "./useEditor";
import type { ViewHands } from "./useView";

/**
 * The numbers of the rows that the view shows, in its order. It is worked out when the view changes
 * or rows come and go, not with each cell: a row that no longer fits stays where the hand is.
 */
export function useSeen(editor: Editor, view: ViewHands): readonly number[] {
  const { table, columns, findings, changes } = editor;
  const { rows } = table;
  const { find, filters, sort, group, only } = view;
  const asked = JSON.stringify([find, filters, sort, group, only]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: not with each cell, see above
  return useMemo(() => {
    const today = new Date().toISOString().slice(0, 10);
    return seenRows(rows, columns, { find, filters, sort, group, only }, (row) => {
      if (only === "changed") return changes.isNew(row) || changes.isChanged(row);
      if (only === "faults") return findings.byRow.has(row.id);
      return row.validTo !== undefined && row.validTo < today;
    });
  }, [asked, rows.length, columns]);
}
