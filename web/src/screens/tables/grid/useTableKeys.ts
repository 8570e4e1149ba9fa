import { msg } from "@lingui/core/macro";
import type { KeyboardEvent } from "react";
import type { Cell, Range } from "../../../parts/cells";
import type { Column } from "../model/columns";
import { cellOf } from "../model/columns";
import {
  type CellEdit,
  clearedText,
  withCells,
  withCopies,
  withMovedRow,
  withNewRow,
  withoutRows,
} from "../model/edits";
import type { Editor } from "../useEditor";

interface TableKeys {
  editor: Editor;
  seen: readonly number[];
  columns: readonly Column[];
  active: Cell;
  range: Range;
  isEditing: boolean;
  /** Moves the cursor; `rows` says how many there will be, where some were just added. */
  go: (to: Cell, extend?: boolean, rows?: number) => void;
  /** Begins to edit: with a text, or with what is there. */
  edit: (text?: string) => void;
  stop: () => void;
  leave: () => void;
}

/** Rows of a page, by `PgUp` and `PgDn`. */
const page = 16;

/** The keys of the grid, as spreadsheets have them. Letters, digits and signs write into the cell. */
export function useTableKeys(grid: TableKeys) {
  const { editor, seen, columns, active, range, go } = grid;
  const move = (rows: number, across: number, extend = false) =>
    go({ row: active.row + rows, column: active.column + across }, extend);
  const numbers = () => seen.slice(range.top, range.bottom + 1);

  const cellsOf = (textOf: (row: number, column: Column, at: number) => string | undefined) => {
    const edits: CellEdit[] = [];
    for (let row = range.top; row <= range.bottom; row += 1) {
      for (let at = range.left; at <= range.right; at += 1) {
        const column = columns[at];
        const number = seen[row];
        const text = column && textOf(row, column, at);
        if (column && number !== undefined && text !== undefined) {
          edits.push({ row: number, column, text });
        }
      }
    }
    return edits;
  };

  const clear = () => {
    const edits = cellsOf((_, column) =>
      column.part === "name" ? undefined : clearedText(column),
    );
    editor.apply((table) => withCells(table, edits), msg`Cells cleared`);
  };
  const fillDown = () => {
    const from = range.top === range.bottom ? range.top - 1 : range.top;
    const first = editor.table.rows[seen[from] ?? -1];
    if (!first) return;
    const edits = cellsOf((row, column) =>
      row === from || column.part === "name" ? undefined : cellOf(first, column),
    );
    editor.apply((table) => withCells(table, edits), msg`Filled down`);
  };
  const addRow = () => {
    editor.apply((table) => withNewRow(table, seen[active.row] ?? -1), msg`Row added`);
    const row = seen.length > 0 ? active.row + 1 : 0;
    go({ row, column: active.column }, false, seen.length + 1);
  };
  const removeRows = () => {
    const gone = numbers();
    editor.apply((table) => withoutRows(table, gone), msg`Rows deleted`);
    go({ row: range.top, column: active.column });
  };
  const copyRows = () => {
    const of = numbers();
    if (of.length === 0) return;
    editor.apply((table) => withCopies(table, of), msg`Rows duplicated`);
    go({ row: range.bottom + 1, column: active.column }, false, seen.length + of.length);
  };
  const moveRow = (step: number) => {
    const from = seen[active.row];
    if (from === undefined) return;
    editor.apply((table) => withMovedRow(table, from, from + step), msg`Row moved`);
    move(step, 0);
  };

  const whileEditing = (event: KeyboardEvent) => {
    if (event.key === "Escape") grid.stop();
    else if (event.key === "Enter") move(event.shiftKey ? -1 : 1, 0);
    else if (event.key === "Tab") move(0, event.shiftKey ? -1 : 1);
    else return false;
    return true;
  };

  const moving = (event: KeyboardEvent) => {
    const { key, shiftKey: extend, altKey } = event;
    const isFar = event.ctrlKey || event.metaKey;
    const last = { row: seen.length - 1, column: columns.length - 1 };
    if (altKey) return false;
    if (key === "ArrowDown") move(isFar ? last.row : 1, 0, extend);
    else if (key === "ArrowUp") move(isFar ? -last.row : -1, 0, extend);
    else if (key === "ArrowRight") move(0, isFar ? last.column : 1, extend);
    else if (key === "ArrowLeft") move(0, isFar ? -last.column : -1, extend);
    else if (key === "PageDown") move(page, 0, extend);
    else if (key === "PageUp") move(-page, 0, extend);
    else if (key === "Home") go(isFar ? { row: 0, column: 0 } : { ...active, column: 0 }, extend);
    else if (key === "End") go(isFar ? last : { ...active, column: last.column }, extend);
    else if (key === "Enter") move(extend ? -1 : 1, 0);
    else if (key === "Tab") {
      // At the ends, Tab leaves the grid.
      if (active.column === (extend ? 0 : last.column)) return false;
      move(0, extend ? -1 : 1);
    } else return false;
    return true;
  };

  const changing = (event: KeyboardEvent) => {
    if (!editor.canEdit) return false;
    const { key } = event;
    const control = event.ctrlKey || event.metaKey;
    const isCell = columns[active.column]?.part !== "hits";
    const isUpDown = key === "ArrowUp" || key === "ArrowDown";
    if (event.altKey && event.shiftKey && isUpDown) moveRow(key === "ArrowUp" ? -1 : 1);
    else if (event.altKey && key === "ArrowDown" && isCell) grid.edit();
    else if (key === "F2" && isCell) grid.edit();
    else if (key === "Insert" || (event.altKey && event.code === "KeyN")) addRow();
    else if (control && key === "Delete") removeRows();
    else if (key === "Delete" || key === "Backspace") clear();
    else if (control && event.shiftKey && event.code === "KeyD") copyRows();
    else if (control && event.code === "KeyD") fillDown();
    else if (key.length === 1 && !control && !event.altKey && isCell) grid.edit(key);
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    let isTaken: boolean;
    if (grid.isEditing) isTaken = whileEditing(event);
    else if (event.key === "Escape") {
      grid.leave();
      isTaken = true;
    } else isTaken = changing(event) || moving(event);
    if (isTaken) event.preventDefault();
  };

  return { onKeyDown, clear };
}
