import { Trans, useLingui } from "@lingui/react/macro";
import { type MouseEvent, memo } from "react";
import { Icon } from "../../parts/Icon";
import type { Column } from "./columns";
import { type DamagedRow, isDamaged, type Row } from "./rows";

/** What can be done with a row by pointing. */
export interface LineActs {
  point: (id: string) => void;
  /** Marks it, or all from the last mark to it. */
  mark: (id: string, isRange: boolean) => void;
  open: (id: string) => void;
}

interface LineProps {
  row: Row | DamagedRow;
  /** Its number in the list, from 1, as readers of screens are told. */
  number: number;
  columns: readonly Column[];
  /** The columns as CSS grid has them. */
  grid: string;
  /** Where it begins in its part, in pixels. */
  top: number;
  now: Date;
  me: string;
  isCursor: boolean;
  isMarked: boolean;
  /** Whether it does not fit the filter any more. */
  hasLeft: boolean;
  /** Whether it changed a moment ago. */
  isFresh: boolean;
  acts: LineActs;
}

/** A row of the list: its box, and a cell for each column. */
export const Line = memo(function Line(props: LineProps) {
  const { row, columns, isCursor, isMarked, hasLeft, isFresh, acts } = props;
  const { t } = useLingui();
  const name = [
    "line",
    isMarked && "marked",
    hasLeft && "left",
    isFresh && "fresh",
    isDamaged(row) && "damaged",
  ];
  const mark = (event: MouseEvent) => {
    event.stopPropagation();
    acts.mark(row.id, event.shiftKey);
  };
  return (
    <div
      id={`row-${row.id}`}
      className={name.filter(Boolean).join(" ")}
      role="row"
      aria-rowindex={props.number}
      aria-selected={isCursor}
      style={{ gridTemplateColumns: props.grid, transform: `translateY(${props.top}px)` }}
      onClick={(event) => (event.shiftKey ? acts.mark(row.id, true) : acts.point(row.id))}
      onDoubleClick={() => acts.open(row.id)}
      onKeyDown={() => {}}
      tabIndex={-1}
    >
      <div role="gridcell" className="mark" onClick={mark} onKeyDown={() => {}}>
        <span
          className={isMarked ? "box on" : "box"}
          role="checkbox"
          aria-checked={isMarked}
          aria-label={t`Mark`}
        >
          <Icon name="check" size={12} />
        </span>
      </div>
      {isDamaged(row) ? (
        <div role="gridcell" className="late cut" title={row.damaged}>
          <Trans>This row cannot be read. Its id is {row.id}.</Trans>
        </div>
      ) : (
        columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={classOf(column)}
            style={column.place ? { gridColumn: column.place } : undefined}
          >
            {column.cell(row, props.now, props.me)}
          </div>
        ))
      )}
    </div>
  );
});

function classOf({ isNumber, isNarrow, isSecond }: Column): string {
  const kind = isNumber ? "cut num" : isNarrow ? "small" : "cut";
  return isSecond ? `${kind} second` : kind;
}
