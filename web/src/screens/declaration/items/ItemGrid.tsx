import { useLingui } from "@lingui/react/macro";
import { type ClipboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { type Cell, isIn, rangeOf, readTable, writeTable } from "../../../parts/cells";
import { Icon } from "../../../parts/Icon";
import { useStable } from "../../../parts/useStable";
import { useWindow } from "../../../parts/useWindow";
import { useDesk } from "../desk";
import { readable, useLabels } from "../labels";
import { elementName, type Json } from "../model/address";
import { itemsPath } from "../model/fields";
import { itemOf } from "../model/findings";
import { cellAddress, cellText, type ItemColumn } from "./columns";
import { type CellHands, GridCell } from "./GridCell";
import { PasteCheck } from "./PasteCheck";
import { useGridKeys } from "./useGridKeys";

const rowHeight = 30;
const mostRows = 14;

interface ItemGridProps {
  items: readonly Json[];
  columns: readonly ItemColumn[];
  onAdd: () => void;
  /** Rows of a spreadsheet that are to be checked before they are taken. */
  pasted: string[][] | undefined;
  onPasted: (table: string[][] | undefined) => void;
}

/** The goods items as a grid: cells are typed into as in a spreadsheet; only what is in view is drawn. */
export function ItemGrid({ items, columns, onAdd, pasted, onPasted }: ItemGridProps) {
  const { t, i18n } = useLingui();
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const { goal, index } = desk;
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useWindow(scroller, items.length, rowHeight);
  const [active, setActive] = useState<Cell>({ row: 0, column: 2 });
  const [anchor, setAnchor] = useState<Cell>({ row: 0, column: 2 });
  const [editing, setEditing] = useState<string>();
  const range = rangeOf(anchor, active);
  const rowAddress = (row: number) => `${itemsPath}[${elementName(items[row], row)}]`;
  const addressAt = (row: number, column: number) => {
    const path = columns[column]?.path;
    return path === undefined ? "" : cellAddress(index, items[row] ?? null, rowAddress(row), path);
  };
  const go = (to: Cell, extend = false) => {
    const row = Math.min(Math.max(to.row, 0), items.length - 1);
    const column = Math.min(Math.max(to.column, 0), columns.length - 1);
    setActive({ row, column });
    if (!extend) setAnchor({ row, column });
    const element = scroller.current;
    if (!element) return;
    const top = row * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    const bottom = top + rowHeight + 28;
    if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
  };
  const commit = (text: string) => {
    desk.drafting.type(addressAt(active.row, active.column), text === "" ? null : text);
    setEditing(undefined);
    scroller.current?.focus();
  };
  const textAt = (row: number, column: number) =>
    cellText(items[row] ?? null, columns[column]?.path ?? "");
  const { onKeyDown, clear } = useGridKeys({
    active,
    range,
    counts: { rows: items.length, columns: columns.length },
    isEditing: editing !== undefined,
    canEdit: desk.canEdit,
    go,
    edit: (text) => setEditing(text ?? textAt(active.row, active.column)),
    stop: () => {
      setEditing(undefined);
      scroller.current?.focus();
    },
    addressAt,
    textAt,
    rowAddress,
    leave: () => scroller.current?.blur(),
    addRow: onAdd,
  });
  // A finding in a cell: the grid goes there and takes the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish moves the cursor
  useEffect(() => {
    const home = goal && itemOf(goal.address);
    if (!home) return;
    const row = items.findIndex((_, at) => rowAddress(at) === home);
    const column = columns.findIndex((_, at) => addressAt(row, at) === goal.address);
    if (row < 0 || column < 0) return;
    go({ row, column });
    scroller.current?.focus({ preventScroll: true });
    scroller.current?.scrollIntoView({ block: "nearest" });
  }, [goal]);
  const pick = useStable((row: number, column: number, extend: boolean) =>
    go({ row, column }, extend),
  );
  const open = useStable((row: number, column: number) => {
    if (desk.canEdit) setEditing(textAt(row, column));
  });
  const stableCommit = useStable(commit);
  const hands = useMemo<CellHands>(
    () => ({ edit: setEditing, commit: stableCommit, pick, open }),
    [stableCommit, pick, open],
  );
  const onCopy = (event: ClipboardEvent) => {
    if (editing !== undefined) return;
    event.preventDefault();
    const rows: string[][] = [];
    for (let row = range.top; row <= range.bottom; row += 1) {
      const cells: string[] = [];
      for (let column = range.left; column <= range.right; column += 1) {
        // Spreadsheets expect the decimal mark of the language.
        cells.push(readable(columns[column]?.field, textAt(row, column), i18n.locale));
      }
      rows.push(cells);
    }
    event.clipboardData.setData("text/plain", writeTable(rows));
  };
  const onCut = (event: ClipboardEvent) => {
    if (editing !== undefined || !desk.canEdit) return;
    onCopy(event);
    clear();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing !== undefined || !desk.canEdit) return;
    event.preventDefault();
    onPasted(readTable(event.clipboardData.getData("text/plain")));
  };
  const template = `36px ${columns
    .map((it) => (it.path === "commodity.description" ? "minmax(140px, 1fr)" : `${it.width}px`))
    .join(" ")} 28px`;
  const height = Math.min(items.length, mostRows) * rowHeight + 28 + 2;
  return (
    <>
      <div
        className="items scroll"
        ref={scroller}
        role="grid"
        aria-label={t`Items`}
        aria-rowcount={items.length + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={`cell-${active.row}-${active.column}`}
        tabIndex={0}
        style={{ height }}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        onCut={onCut}
        onPaste={onPaste}
      >
        <div className="irow head" role="row" style={{ gridTemplateColumns: template }}>
          <div role="columnheader" className="num">{t`No.`}</div>
          {columns.map((column) => (
            <div
              key={column.path}
              role="columnheader"
              className={column.isNumber ? "num cut" : "cut"}
              title={short(column.field)}
            >
              {short(column.field)}
            </div>
          ))}
          <div role="columnheader">
            <span className="vh">{t`Details`}</span>
          </div>
        </div>
        <div className="space" role="rowgroup" style={{ height: items.length * rowHeight }}>
          {items.slice(shown.from, shown.to).map((item, at) => {
            const row = shown.from + at;
            const address = rowAddress(row);
            return (
              <div
                key={address}
                className={desk.item === address ? "irow here" : "irow"}
                role="row"
                aria-rowindex={row + 2}
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${row * rowHeight}px)`,
                }}
              >
                <div role="rowheader" className="num q">
                  {row + 1}
                </div>
                {columns.map((column, place) => (
                  <GridCell
                    key={column.path}
                    row={row}
                    place={place}
                    id={`cell-${row}-${place}`}
                    address={cellAddress(index, item, address, column.path)}
                    column={column}
                    text={cellText(item, column.path)}
                    isActive={active.row === row && active.column === place}
                    isMarked={
                      isIn(range, row, place) &&
                      range.top + range.left !== range.bottom + range.right
                    }
                    editing={active.row === row && active.column === place ? editing : undefined}
                    hands={hands}
                  />
                ))}
                <div role="gridcell">
                  <button
                    type="button"
                    className="og"
                    tabIndex={-1}
                    aria-label={t`Open item ${row + 1}`}
                    title={t`Open item ${row + 1}`}
                    onClick={() => desk.openItem(desk.item === address ? undefined : address)}
                  >
                    <Icon name="right" size={12} />
                  </button>
                </div>
              </div>
            );
          })}
        </div>
      </div>
      {pasted && (
        <PasteCheck
          table={pasted}
          from={{ row: range.top, column: range.left }}
          columns={columns}
          itemCount={items.length}
          addressAt={addressAt}
          onClose={() => {
            onPasted(undefined);
            scroller.current?.focus();
          }}
        />
      )}
    </>
  );
}
