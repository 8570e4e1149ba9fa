import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { useKeys } from "../keys/Keys";
import { Refusal } from "./Refusal";
import { useWindow } from "./useWindow";
import "./records.css";

const rowHeight = 32;

/** A column of a list of records. */
export interface RecordColumn<Row> {
  name: string;
  words: string;
  /** Its width as a track of a grid: `120px`, `minmax(120px, 1fr)`. */
  width: string;
  isNumber?: boolean;
  cell: (row: Row) => ReactNode;
}

interface RecordListProps<Row> {
  label: string;
  rows: readonly Row[] | undefined;
  columns: readonly RecordColumn<Row>[];
  nameOf: (row: Row) => string;
  selected: string | undefined;
  onSelect: (name: string) => void;
  error: Error | null;
  /** What is said where there is none. */
  empty: ReactNode;
  /** Reads the next page; absent where all are here. */
  onEnd?: (() => void) | undefined;
}

/** A windowed list at the left of its record: moving in it shows the record at the right. */
export function RecordList<Row>(props: RecordListProps<Row>) {
  const { label, columns, nameOf, selected, onSelect, error, empty, onEnd } = props;
  const rows = props.rows ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useWindow(scroller, rows.length, rowHeight);
  const at = rows.findIndex((row) => nameOf(row) === selected);
  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(" ") };
  useEffect(() => {
    if (onEnd && rows.length > 0 && shown.to > rows.length - 20) onEnd();
  }, [onEnd, shown.to, rows.length]);
  const show = (place: number) => {
    const element = scroller.current;
    if (!element) return;
    const top = place * rowHeight;
    const room = element.clientHeight - 2 * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
  };
  // The row of the address is in view at once; later the list stays where the hand left it.
  const isShown = useRef(false);
  useEffect(() => {
    if (isShown.current || at < 0) return;
    isShown.current = true;
    show(at);
  });
  const move = (step: number) => {
    const next = Math.min(Math.max(at + step, 0), rows.length - 1);
    const row = rows[next];
    if (!row) return;
    onSelect(nameOf(row));
    show(next);
  };
  useKeys([
    { keys: "J", also: ["↓"], place: "list", words: msg`Next row`, act: () => move(1) },
    { keys: "K", also: ["↑"], place: "list", words: msg`Row before`, act: () => move(-1) },
  ]);
  return (
    <div
      className="scroll lines"
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-busy={props.rows === undefined && !error}
      tabIndex={0}
    >
      <div className="line head" role="row" aria-rowindex={1} style={tracks}>
        {columns.map((column) => (
          <div
            key={column.name}
            role="columnheader"
            className={column.isNumber ? "num cut" : "cut"}
          >
            {column.words}
          </div>
        ))}
      </div>
      {error && <Refusal>{error.message}</Refusal>}
      <div className="space" role="rowgroup" style={{ height: rows.length * rowHeight }}>
        {rows.slice(shown.from, shown.to).map((row, index) => {
          const place = shown.from + index;
          const name = nameOf(row);
          return (
            <div
              key={name}
              className="line"
              role="row"
              aria-rowindex={place + 2}
              aria-selected={place === at}
              style={{ ...tracks, transform: `translateY(${place * rowHeight}px)` }}
              onClick={() => onSelect(name)}
              onKeyDown={() => {}}
              tabIndex={-1}
            >
              {columns.map((column) => (
                <div
                  key={column.name}
                  role="gridcell"
                  className={column.isNumber ? "num cut" : "cut"}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {!props.rows && !error && (
        <p className="vh">
          <Trans>Still loading</Trans>
        </p>
      )}
      {props.rows && rows.length === 0 && <p className="empty">{empty}</p>}
    </div>
  );
}
