import { Trans, useLingui } from "@lingui/react/macro";
import type { CSSProperties, MouseEvent } from "react";
import { Icon } from "../../parts/Icon";
import type { Column } from "./columns";
import { type DamagedRow, isDamaged, type Row } from "./rows";

interface LineProps {
  row: Row | DamagedRow;
  /** Its number in the list, from 1, as readers of screens are told. */
  number: number;
  columns: readonly Column[];
  style: CSSProperties;
  now: Date;
  me: string;
  isCursor: boolean;
  isMarked: boolean;
  /** Whether it does not fit the filter any more. */
  hasLeft: boolean;
  /** Whether it changed a moment ago. */
  isFresh: boolean;
  onPoint: () => void;
  onMark: (range: boolean) => void;
  onOpen: () => void;
}

/** A row of the list: its box, and a cell for each column. */
export function Line(props: LineProps) {
  const { row, columns, isCursor, isMarked, hasLeft, isFresh } = props;
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
    props.onMark(event.shiftKey);
  };
  return (
    <div
      id={`row-${row.id}`}
      className={name.filter(Boolean).join(" ")}
      role="row"
      aria-rowindex={props.number}
      aria-selected={isCursor}
      style={props.style}
      onClick={(event) => (event.shiftKey ? props.onMark(true) : props.onPoint())}
      onDoubleClick={props.onOpen}
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
            className={column.isNumber ? "cut num" : column.isNarrow ? "small" : "cut"}
          >
            {column.cell(row, props.now, props.me)}
          </div>
        ))
      )}
    </div>
  );
}
