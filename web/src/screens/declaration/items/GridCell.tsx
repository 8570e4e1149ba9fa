import { useLingui } from "@lingui/react/macro";
import type { KeyboardEvent } from "react";
import { useDesk } from "../desk";
import { readable, useLabels, written } from "../labels";
import type { ItemColumn } from "./columns";

interface GridCellProps {
  id: string;
  address: string;
  column: ItemColumn;
  text: string;
  isActive: boolean;
  isMarked: boolean;
  /** What is typed into it; absent where it is not being edited. */
  editing: string | undefined;
  onEdit: (text: string) => void;
  onCommit: (text: string) => void;
  onPick: (extend: boolean) => void;
  onOpen: () => void;
}

/** A cell of the goods items. */
export function GridCell(props: GridCellProps) {
  const { id, address, column, text, isActive, isMarked, editing } = props;
  const { i18n } = useLingui();
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const found = desk.foundAt.get(address);
  const isBad = found?.some((it) => it.severity === "error");
  const isDirty = address in desk.drafting.draft.values;
  const isProse = column.path.endsWith("description");
  const classes = [
    "cut",
    column.isNumber ? "num" : isProse ? "" : "ref",
    isBad ? "bad" : "",
    isDirty ? "dirty" : "",
    isActive ? "active" : "",
    isMarked ? "marked" : "",
  ];
  const kept = (value: string) => written(column.field, value);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" || event.key === "Tab")
      props.onCommit(kept(event.currentTarget.value));
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
        if (editing === undefined) props.onPick(event.shiftKey);
      }}
      onDoubleClick={props.onOpen}
    >
      {editing === undefined ? (
        readable(column.field, text, i18n.locale)
      ) : (
        <input
          // biome-ignore lint/a11y/noAutofocus: the cell had the focus before it was edited
          autoFocus
          aria-label={short(column.field)}
          className={column.isNumber ? "tnum" : isProse ? "" : "ref"}
          value={readable(column.field, editing, i18n.locale)}
          maxLength={column.isNumber ? undefined : desk.index.longest(address)}
          onChange={(event) => props.onEdit(kept(event.currentTarget.value))}
          onKeyDown={onKeyDown}
          onBlur={(event) => props.onCommit(kept(event.currentTarget.value))}
        />
      )}
    </div>
  );
}
