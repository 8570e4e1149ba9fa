import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, memo } from "react";
import { useDesk } from "../desk";
import { readable, useLabels, written } from "../labels";
import type { ItemColumn } from "./columns";

/** What a cell does; the same for all cells, so that only cells that change are drawn again. */
export interface CellHands {
  edit: (text: string) => void;
  commit: (text: string) => void;
  pick: (row: number, place: number, extend: boolean) => void;
  open: (row: number, place: number) => void;
}

interface GridCellProps {
  row: number;
  place: number;
  id: string;
  address: string;
  column: ItemColumn;
  text: string;
  isActive: boolean;
  isMarked: boolean;
  /** What is typed into it; absent where it is not being edited. */
  editing: string | undefined;
  hands: CellHands;
}

/** A cell of the goods items. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { id, row, place, address, column, text, isActive, isMarked, editing, hands } = props;
  const { i18n } = useLingui();
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const found = desk.foundAt.get(address);
  const isBad = found?.some((it) => it.severity === "error");
  const isDirty = address in desk.drafting.draft.values;
  // What would follow from what is typed stands there already, told apart from what is there.
  const after = isDirty ? undefined : desk.follows.get(address);
  const follows = after !== undefined && after !== "" && after !== text ? after : undefined;
  const isProse = column.path.endsWith("description");
  const classes = [
    "cut",
    column.isNumber ? "num" : isProse ? "" : "ref",
    isBad ? "bad" : "",
    isDirty ? "dirty" : "",
    follows === undefined ? "" : "follows",
    isActive ? "active" : "",
    isMarked ? "marked" : "",
  ];
  const kept = (value: string) => written(column.field, value);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" || event.key === "Tab") hands.commit(kept(event.currentTarget.value));
  };
  return (
    <div
      id={id}
      data-cell={address}
      role="gridcell"
      aria-selected={isActive}
      aria-invalid={isBad || undefined}
      title={found?.map((it) => `${it.message}. ${it.description}`).join("\n")}
      className={classes.filter(Boolean).join(" ")}
      onMouseDown={(event) => {
        if (editing === undefined) hands.pick(row, place, event.shiftKey);
      }}
      onDoubleClick={() => hands.open(row, place)}
    >
      {editing === undefined ? (
        readable(column.field, follows ?? text, i18n.locale)
      ) : (
        <input
          // biome-ignore lint/a11y/noAutofocus: the cell had the focus before it was edited
          autoFocus
          aria-label={short(column.field)}
          className={column.isNumber ? "tnum" : isProse ? "" : "ref"}
          value={readable(column.field, editing, i18n.locale)}
          maxLength={column.isNumber ? undefined : desk.index.longest(address)}
          onChange={(event) => hands.edit(kept(event.currentTarget.value))}
          onKeyDown={onKeyDown}
          onBlur={(event) => hands.commit(kept(event.currentTarget.value))}
        />
      )}
    </div>
  );
});
