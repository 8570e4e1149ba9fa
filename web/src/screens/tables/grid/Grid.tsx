import { useLingui } from "@lingui/react/macro";
import { type ClipboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Cell, isIn, rangeOf, readTable, writeTable } from "../../../parts/cells";
import { useStable } from "../../../parts/useStable";
import { editedCell, shownCell } from "../model/cellText";
import { type Column, cellOf } from "../model/columns";
import type { TableRow } from "../model/table";
import type { RowTrial } from "../model/trial";
import type { Editor } from "../useEditor";
import type { ViewHands } from "../useView";
import { CellFindings } from "./CellFindings";
import { GridHead } from "./GridHead";
import { GridRow } from "./GridRow";
import type { GridHands } from "./hands";
import { offsetsOf, useGridWindow } from "./useGridWindow";
import { useTableKeys } from "./useTableKeys";

const rowHeight = 28;
const headHeight = 52;

interface GridProps {
  editor: Editor;
  view: ViewHands;
  /** The numbers of the rows that are seen, in the order of the view. */
  seen: readonly number[];
  /** The row to go to, by its name: from the address. */
  wanted: { row: string; column?: string | undefined } | undefined;
  trial: ReadonlyMap<string, RowTrial>;
  hits: ReadonlyMap<string, number>;
  /** The day as of which the rows are looked at. */
  day: string;
  withBefore: boolean;
  onRow: (id: string) => void;
}

/** The rows of a table as a spreadsheet: only what is in view is drawn, in both axes. */
export function Grid(props: GridProps) {
  const { editor, view, seen, wanted, trial, hits, day, onRow } = props;
  const { t } = useLingui();
  const { table, findings, changes, canEdit } = editor;
  const { columns, frozen } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const offsets = useMemo(() => offsetsOf(columns), [columns]);
  const shown = useGridWindow(scroller, seen.length, rowHeight, offsets, frozen);
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<string>();
  const range = rangeOf(anchor, active);
  const textAt = (row: number, column: number) => {
    const at = seen[row];
    const found = at === undefined ? undefined : table.rows[at];
    const of = columns[column];
    return found && of ? cellOf(found, of) : "";
  };
  const scrollTo = (row: number, column: number) => {
    const element = scroller.current;
    if (!element) return;
    const top = row * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    const bottom = top + rowHeight + headHeight + 16;
    if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
    if (column < frozen) return;
    const begin = (offsets[column] ?? 0) - (offsets[frozen] ?? 0);
    const end = (offsets[column + 1] ?? 0) + 64;
    if (begin < element.scrollLeft) element.scrollLeft = begin;
    if (end > element.scrollLeft + element.clientWidth)
      element.scrollLeft = end - element.clientWidth;
  };
  const go = (to: Cell, extend = false, rows = seen.length) => {
    const row = Math.min(Math.max(to.row, 0), Math.max(0, rows - 1));
    const column = Math.min(Math.max(to.column, 0), columns.length - 1);
    setActive({ row, column });
    if (!extend) setAnchor({ row, column });
    scrollTo(row, column);
  };
  // A row that is new is in view once it is drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when rows come and go
  useLayoutEffect(() => scrollTo(active.row, active.column), [seen.length]);
  const commit = (text: string) => {
    if (editing === undefined) return;
    setEditing(undefined);
    editor.type(seen[active.row], columns[active.column], text);
    scroller.current?.focus({ preventScroll: true });
  };
  const { onKeyDown, clear } = useTableKeys({
    editor,
    seen,
    columns,
    active,
    range,
    isEditing: editing !== undefined,
    go,
    edit: (text) => setEditing(text ?? editedText()),
    stop: () => {
      setEditing(undefined);
      scroller.current?.focus({ preventScroll: true });
    },
    leave: () => scroller.current?.blur(),
  });
  const editedText = () => {
    const column = columns[active.column];
    return column ? editedCell(column, textAt(active.row, active.column)) : "";
  };
  // A link, a finding or a row of the trial: the grid goes there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish moves the cursor
  useEffect(() => {
    if (!wanted) return;
    const row = seen.findIndex((at) => table.rows[at]?.id === wanted.row);
    if (row < 0) return;
    const column = columns.findIndex((it) => it.id === wanted.column);
    if (row === active.row && column < 0) return;
    go({ row, column: column < 0 ? active.column : column });
  }, [wanted]);
  const current = table.rows[seen[active.row] ?? -1]?.id;
  const tellRow = useStable(onRow);
  // The address follows the cursor when it rests, not while it runs.
  useEffect(() => {
    if (!current) return;
    const timer = window.setTimeout(() => tellRow(current), 250);
    return () => window.clearTimeout(timer);
  }, [current, tellRow]);
  const pick = useStable((row: number, column: number, extend: boolean) =>
    go({ row, column }, extend),
  );
  const pickRow = useStable((row: number, extend: boolean) => {
    setAnchor({ row: extend ? anchor.row : row, column: 0 });
    setActive({ row, column: columns.length - 1 });
  });
  const open = useStable(() => {
    if (canEdit && columns[active.column]?.part !== "hits") setEditing(editedText());
  });
  const stableCommit = useStable(commit);
  const hands = useMemo<GridHands>(
    () => ({ type: setEditing, commit: stableCommit, pick, pickRow, open }),
    [stableCommit, pick, pickRow, open],
  );
  const onCopy = (event: ClipboardEvent) => {
    if (editing !== undefined) return;
    event.preventDefault();
    const rows: string[][] = [];
    for (let row = range.top; row <= range.bottom; row += 1) {
      const cells: string[] = [];
      for (let column = range.left; column <= range.right; column += 1) {
        const of = columns[column];
        cells.push(of ? copied(of, textAt(row, column)) : "");
      }
      rows.push(cells);
    }
    event.clipboardData.setData("text/plain", writeTable(rows));
  };
  const onCut = (event: ClipboardEvent) => {
    if (editing !== undefined || !canEdit) return;
    onCopy(event);
    clear();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing !== undefined || !canEdit) return;
    event.preventDefault();
    const pasted = readTable(event.clipboardData.getData("text/plain"));
    editor.paste(pasted, seen, columns, range);
  };
  const isMany = range.top !== range.bottom || range.left !== range.right;
  const width = (offsets.at(-1) ?? 0) + 44;
  const groupOf = (at: number) => {
    const column = columns.find((it) => it.id === view.group);
    const row = table.rows[seen[at] ?? -1];
    return column && row ? cellOf(row, column) : "";
  };
  const drawn = seen.slice(shown.top, shown.bottom);
  return (
    <div
      className="tg scroll fill"
      ref={scroller}
      role="grid"
      aria-label={t`Rows`}
      aria-rowcount={seen.length + 2}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-readonly={!canEdit}
      aria-activedescendant={`cell-${active.row}-${active.column}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onCut={onCut}
      onPaste={onPaste}
    >
      <div style={{ width, minWidth: "100%" }} className="tgbody">
        <GridHead
          columns={columns}
          offsets={offsets}
          frozen={frozen}
          left={shown.left}
          right={shown.right}
          hitPolicy={table.hitPolicy ?? "first"}
          view={view}
        />
        <div className="space" role="rowgroup" style={{ height: seen.length * rowHeight }}>
          {drawn.map((number, index) => {
            const row = table.rows[number];
            if (!row) return null;
            const at = shown.top + index;
            const isActive = at === active.row;
            const isMarked = isMany && isIn(range, at, range.left);
            return (
              <GridRow
                key={row.id}
                row={row}
                at={at}
                number={number}
                height={rowHeight}
                columns={columns}
                offsets={offsets}
                frozen={frozen}
                left={shown.left}
                right={shown.right}
                active={isActive ? active.column : -1}
                rangeLeft={isMarked ? range.left : -1}
                rangeRight={isMarked ? range.right : -2}
                editing={isActive ? editing : undefined}
                findings={findings.byRow.get(row.id)}
                trial={trial.get(row.id)}
                changes={changes}
                hits={hits.get(row.id)}
                isFirst={view.group !== "" && at > 0 && groupOf(at) !== groupOf(at - 1)}
                isOver={isOver(row, day)}
                day={day}
                withBefore={props.withBefore}
                hands={hands}
              />
            );
          })}
          <CellFindings
            finding={current ? findings.byRow.get(current) : undefined}
            column={columns[active.column]}
            isShown={editing === undefined || columns[active.column]?.type !== "code"}
            left={44 + (offsets[active.column] ?? 0)}
            top={(active.row + 1) * rowHeight}
          />
        </div>
      </div>
    </div>
  );
}

/** Whether a row does not hold on a day. */
function isOver(row: TableRow, day: string): boolean {
  const { validFrom = "", validTo = "9999" } = row;
  return day < validFrom || day > validTo;
}

/** A cell as a spreadsheet takes it. */
function copied(column: Column, text: string): string {
  return column.part === "condition" || column.part === "result"
    ? editedCell(column, text)
    : shownCell(column, text);
}
