import type { KeyboardEvent } from "react";
import type { Cell, Range } from "../../../parts/cells";
import { useDesk } from "../desk";

interface GridKeys {
  active: Cell;
  range: Range;
  counts: { rows: number; columns: number };
  isEditing: boolean;
  canEdit: boolean;
  go: (to: Cell, extend?: boolean) => void;
  /** Begins to edit: with a text, or with what is there. */
  edit: (text?: string) => void;
  stop: () => void;
  addressAt: (row: number, column: number) => string;
  textAt: (row: number, column: number) => string;
  rowAddress: (row: number) => string;
  leave: () => void;
  /** Adds a row at the end and goes there. */
  addRow: () => void;
}

/** The keys of the grid, as spreadsheets have them. Letters write into the cell. */
export function useGridKeys(grid: GridKeys) {
  const desk = useDesk();
  const { active, range, counts, go } = grid;
  const move = (rows: number, columns: number, extend = false) =>
    go({ row: active.row + rows, column: active.column + columns }, extend);

  const whileEditing = (event: KeyboardEvent) => {
    if (event.key === "Escape") grid.stop();
    else if (event.key === "Enter") move(event.shiftKey ? -1 : 1, 0);
    else if (event.key === "Tab") move(0, event.shiftKey ? -1 : 1);
    else return false;
    return true;
  };

  const moving = (event: KeyboardEvent) => {
    const { key, shiftKey: extend, ctrlKey } = event;
    const last = { row: counts.rows - 1, column: counts.columns - 1 };
    if (key === "ArrowDown" && !event.altKey) move(1, 0, extend);
    else if (key === "ArrowUp" && !event.altKey) move(-1, 0, extend);
    else if (key === "ArrowRight") move(0, 1, extend);
    else if (key === "ArrowLeft") move(0, -1, extend);
    else if (key === "PageDown") move(12, 0, extend);
    else if (key === "PageUp") move(-12, 0, extend);
    else if (key === "Home") go(ctrlKey ? { row: 0, column: 0 } : { ...active, column: 0 }, extend);
    else if (key === "End") go(ctrlKey ? last : { ...active, column: last.column }, extend);
    else if (key === "Enter" && !ctrlKey && !event.metaKey) move(extend ? -1 : 1, 0);
    else if (key === "Tab") {
      // At the ends, Tab leaves the grid.
      const isAtEnd = active.column === (extend ? 0 : last.column);
      if (isAtEnd) return false;
      move(0, extend ? -1 : 1);
    } else return false;
    return true;
  };

  const changing = (event: KeyboardEvent) => {
    if (!grid.canEdit) return false;
    const { key, ctrlKey, altKey, metaKey } = event;
    const control = ctrlKey || metaKey;
    if (key === "F2") grid.edit();
    else if (control && key.toLowerCase() === "d") fillDown();
    else if (key === "Insert" || (altKey && key.toLowerCase() === "n")) {
      grid.addRow();
    } else if (control && key === "Delete") desk.drafting.remove(grid.rowAddress(active.row));
    else if (key === "Delete" || key === "Backspace") clear();
    else if (key.length === 1 && !control && !altKey) grid.edit(key);
    else return false;
    return true;
  };

  const fillDown = () => {
    const values: [string, string | null][] = [];
    const isOne = range.top === range.bottom;
    const from = isOne ? range.top - 1 : range.top;
    for (let row = from + 1; row <= range.bottom; row += 1) {
      for (let column = range.left; column <= range.right; column += 1) {
        values.push([grid.addressAt(row, column), grid.textAt(from, column) || null]);
      }
    }
    if (from >= 0) desk.drafting.typeAll(values);
  };

  const clear = () => {
    const values: [string, string | null][] = [];
    for (let row = range.top; row <= range.bottom; row += 1) {
      for (let column = range.left; column <= range.right; column += 1) {
        values.push([grid.addressAt(row, column), null]);
      }
    }
    desk.drafting.typeAll(values);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target;
    if (target instanceof HTMLElement && target.closest("button")) return;
    const leaves = event.key === "Escape" && !grid.isEditing;
    if (leaves) grid.leave();
    const done =
      leaves || (grid.isEditing ? whileEditing(event) : moving(event) || changing(event));
    if (done) event.preventDefault();
  };
  return { onKeyDown, clear };
}
