import { useLingui } from "@lingui/react/macro";
import { memo } from "react";
import { isAny, shownCell } from "../model/cellText";
import type { Changes } from "../model/changes";
import { type Column, cellOf } from "../model/columns";
import type { Finding, RowFindings } from "../model/findings";
import type { TableRow } from "../model/table";
import type { RowTrial } from "../model/trial";
import { CellInput } from "./CellInput";
import type { GridHands } from "./hands";

interface GridRowProps {
  row: TableRow;
  /** Its place in what is seen. */
  at: number;
  /** Its number in the table. */
  number: number;
  height: number;
  columns: readonly Column[];
  offsets: readonly number[];
  frozen: number;
  left: number;
  right: number;
  /** The column of the cursor; -1 where it is in another row. */
  active: number;
  rangeLeft: number;
  rangeRight: number;
  /** What is typed into the cell of the cursor. */
  editing: string | undefined;
  findings: RowFindings | undefined;
  trial: RowTrial | undefined;
  changes: Changes;
  hits: number | undefined;
  /** Whether a group of rows begins here. */
  isFirst: boolean;
  isOver: boolean;
  /** The day as of which the rows are looked at. */
  day: string;
  /** Whether what a changed cell said before stands beside what it says now. */
  withBefore: boolean;
  hands: GridHands;
}

/** The mark of a row that fires. */
function HitMark() {
  return (
    <svg className="hitmark" viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r="6.1" fill="currentColor" />
      <path d="m4.5 7.2 1.7 1.7 3.3-3.6" fill="none" stroke="var(--page)" strokeWidth="1.5" />
    </svg>
  );
}

/** A row of the grid; it is drawn again only when something of it changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, at, number, columns, offsets, frozen, left, right, active, changes, trial } = props;
  const { t } = useLingui();
  const isNew = changes.isNew(row);
  const isChanged = changes.isChanged(row);
  const mark = isNew ? t`New in this draft` : isChanged ? t`Changed in this draft` : undefined;
  const classes = [
    "trow",
    trial?.isHit ? "hit" : "",
    row.enabled === false || props.isOver ? "off" : "",
    props.isFirst ? "first" : "",
    active >= 0 ? "here" : "",
  ];
  const draw = (place: number) => {
    const column = columns[place];
    if (!column) return null;
    const isActive = active === place;
    return (
      <Cell
        key={column.id}
        row={row}
        at={at}
        place={place}
        column={column}
        begin={place < frozen ? numberWidth + (offsets[place] ?? 0) : undefined}
        isEdge={place === frozen - 1}
        isActive={isActive}
        isMarked={place >= props.rangeLeft && place <= props.rangeRight}
        editing={isActive ? props.editing : undefined}
        finding={props.findings?.get(column.id)}
        isHit={trial?.isHit ?? false}
        saw={column.part === "condition" ? trial?.saw.get(column.name) : undefined}
        changes={changes}
        isChanged={isChanged}
        hits={props.hits}
        day={props.day}
        withBefore={props.withBefore}
        hands={props.hands}
      />
    );
  };
  const places = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  return (
    <div
      className={classes.filter(Boolean).join(" ")}
      role="row"
      aria-rowindex={at + 3}
      style={{ transform: `translateY(${at * props.height}px)` }}
    >
      <div
        role="rowheader"
        className="no"
        title={mark}
        onMouseDown={(event) => props.hands.pickRow(at, event.shiftKey)}
      >
        {isNew && <span className="gm plus">+</span>}
        {isChanged && <span className="gm" />}
        {mark && <span className="vh">{mark}</span>}
        {number + 1}
      </div>
      {places(0, frozen).map(draw)}
      <div className="gap" style={{ width: (offsets[left] ?? 0) - (offsets[frozen] ?? 0) }} />
      {places(left, right).map(draw)}
    </div>
  );
});

interface CellProps {
  row: TableRow;
  at: number;
  place: number;
  column: Column;
  /** Where it stays while others scroll; absent where it scrolls. */
  begin: number | undefined;
  isEdge: boolean;
  isActive: boolean;
  isMarked: boolean;
  editing: string | undefined;
  finding: Finding | undefined;
  isHit: boolean;
  /** What a trial wrote into it. */
  saw: { value: string; matched: boolean } | undefined;
  changes: Changes;
  isChanged: boolean;
  hits: number | undefined;
  day: string;
  withBefore: boolean;
  hands: GridHands;
}

/** A cell; scrolling to the side draws only those that come into view. */
const Cell = memo(function Cell(props: CellProps) {
  const { row, at, place, column, begin, isActive, finding, saw, hands, changes } = props;
  const { t } = useLingui();
  const text = cellOf(row, column);
  const any = isAny(column, text);
  const isCellChanged = props.isChanged && changes.isCellChanged(row, column);
  const was = props.withBefore && isCellChanged ? changes.rowBefore(row.id) : undefined;
  const before = was && shownCell(column, cellOf(was, column));
  const isEditing = isActive && props.editing !== undefined;
  const isMono = column.type === "code" || column.type === "tariffCode";
  const isNumber = column.type === "number" || column.part === "hits";
  const classes = [
    "tcell",
    column.part === "name" ? "id" : "",
    column.part === "result" ? "res" : "",
    isMono && !any ? "ref" : "",
    isNumber ? "num" : "",
    column.part === "note" || column.part === "hits" ? "q" : "",
    finding?.severity === "error" ? "bad" : finding ? "warn" : "",
    isCellChanged ? "chg" : "",
    begin === undefined ? "" : "frozen",
    props.isEdge ? "edge" : "",
    isActive ? "active" : "",
    props.isMarked ? "marked" : "",
  ];
  const shown =
    column.part === "hits"
      ? (props.hits?.toLocaleString() ?? "–")
      : column.part === "enabled"
        ? text === "false"
          ? t`off`
          : ""
        : shownCell(column, text);
  return (
    <div
      id={`cell-${at}-${place}`}
      role="gridcell"
      aria-colindex={place + 2}
      aria-selected={isActive}
      aria-invalid={finding?.severity === "error" || undefined}
      title={finding ? finding.message : undefined}
      className={classes.filter(Boolean).join(" ")}
      style={{
        width: column.width,
        ...(begin !== undefined && { left: begin }),
      }}
      onMouseDown={(event) => !isEditing && hands.pick(at, place, event.shiftKey)}
      onMouseEnter={(event) => event.buttons === 1 && hands.pick(at, place, true)}
      onDoubleClick={() => hands.open(at, place)}
    >
      {isEditing ? (
        <CellInput
          column={column}
          text={props.editing ?? ""}
          day={row.validFrom ?? props.day}
          hands={hands}
        />
      ) : (
        <>
          {saw && <span className={saw.matched ? "saw" : "saw miss"}>{saw.value}</span>}
          {before !== undefined && before !== "" && <span className="del ref">{before}</span>}
          {column.part === "name" && props.isHit && <HitMark />}
          {any ? (
            <span className="any">{t`any`}</span>
          ) : column.part === "note" ? (
            <Note text={shown} />
          ) : (
            shown
          )}
        </>
      )}
    </div>
  );
});

/** The width of the numbers of rows. */
export const numberWidth = 44;

const address = /https?:\/\/\S+/;

/** A note, with the address in it as a link: the legal basis of a row. */
function Note({ text }: { text: string }) {
  const link = address.exec(text)?.[0];
  if (!link) return text;
  const words = text.replace(link, "").trim() || new URL(link).hostname;
  return (
    <a href={link} target="_blank" rel="noreferrer" tabIndex={-1}>
      {words}
    </a>
  );
}
