import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { memo } from "react";
import { Icon } from "../../../parts/Icon";
import { useTableFields } from "../fields";
import type { Column } from "../model/columns";
import type { ColumnType } from "../model/table";
import type { ViewHands } from "../useView";
import { numberWidth } from "./GridRow";

/** What a type is called beside the name of a column. */
export const typeWords: Record<ColumnType, ReturnType<typeof msg>> = {
  tariffCode: msg`prefix`,
  code: msg`code`,
  number: msg`number`,
  boolean: msg`yes or no`,
  date: msg`day`,
  text: msg`text`,
};

interface GridHeadProps {
  columns: readonly Column[];
  offsets: readonly number[];
  frozen: number;
  left: number;
  right: number;
  hitPolicy: string;
  view: ViewHands;
}

/** Neighbours of one kind share a head: when, then, about the row. */
function runs(columns: readonly Column[], from: number, to: number) {
  const found: { kind: string; width: number; from: number }[] = [];
  for (let at = from; at < to; at += 1) {
    const column = columns[at];
    if (!column) continue;
    const part = column.part;
    const kind = part === "condition" || part === "result" ? part : at === 0 ? "row" : "about";
    const last = found.at(-1);
    if (last?.kind === kind) last.width += column.width;
    else found.push({ kind, width: column.width, from: at });
  }
  return found;
}

/** The two rows of heads: what the columns are for, and each with its name and type. */
export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { columns, offsets, frozen, left, right, hitPolicy } = props;
  const { t } = useLingui();
  const isPerItem = columns.some((it) => it.part !== "name" && it.field?.startsWith("item."));
  const isEvery = /^(?:collect|ruleOrder|outputOrder)/.test(hitPolicy);
  const words: Record<string, string> = {
    row: t`Row`,
    condition: isPerItem ? t`When, of each item` : t`When`,
    result: isEvery ? t`Then add, every match` : t`Then`,
    about: t`About the row`,
  };
  const gap = (offsets[left] ?? 0) - (offsets[frozen] ?? 0);
  const group = (it: { kind: string; width: number; from: number }, isFrozen: boolean) => (
    <div
      key={it.from}
      className={isFrozen ? "thead frozen edge" : it.kind === "result" ? "thead res" : "thead"}
      style={{
        width: it.width + (isFrozen ? numberWidth : 0),
        ...(isFrozen && { left: 0 }),
      }}
      role="columnheader"
    >
      <span>{words[it.kind]}</span>
    </div>
  );
  const places = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  return (
    <div className="theads">
      <div className="trow groups" role="row" aria-rowindex={1}>
        {runs(columns, 0, frozen)
          .slice(0, 1)
          .map((it) => group({ ...it, width: offsets[frozen] ?? 0 }, true))}
        <div className="gap" style={{ width: gap }} />
        {runs(columns, left, right).map((it) => group(it, false))}
      </div>
      <div className="trow names" role="row" aria-rowindex={2}>
        <div className="thead no" role="columnheader">{t`No.`}</div>
        {places(0, frozen).map((at) => (
          <Head key={columns[at]?.id} {...props} at={at} />
        ))}
        <div className="gap" style={{ width: gap }} />
        {places(left, right).map((at) => (
          <Head key={columns[at]?.id} {...props} at={at} />
        ))}
      </div>
    </div>
  );
});

/** A head: its menu sorts, filters, groups, freezes, hides and moves the column. */
function Head(props: GridHeadProps & { at: number }) {
  const { columns, offsets, frozen, at, view } = props;
  const { t, i18n } = useLingui();
  const fields = useTableFields();
  const column = columns[at];
  if (!column) return null;
  const about: Partial<Record<Column["part"], string>> = {
    name: t`Name`,
    from: t`From`,
    to: t`Until`,
    enabled: t`In use`,
    note: t`Note, legal basis`,
    hits: t`Fired`,
  };
  const label = about[column.part] ?? fields.labelOf(column);
  const isCell = column.part === "condition" || column.part === "result";
  const classes = [
    "thead",
    column.type === "number" ? "num" : "",
    column.part === "result" ? "res" : "",
    at < frozen ? "frozen" : "",
    at === frozen - 1 ? "edge" : "",
  ];
  const sorted =
    view.sort === column.id ? "up" : view.sort === `-${column.id}` ? "down" : undefined;
  return (
    <div
      role="columnheader"
      aria-colindex={at + 2}
      aria-sort={sorted === "up" ? "ascending" : sorted ? "descending" : undefined}
      className={classes.filter(Boolean).join(" ")}
      style={{
        width: column.width,
        ...(at < frozen && { left: numberWidth + (offsets[at] ?? 0) }),
      }}
      title={isCell ? `${label}: ${column.field ?? column.name}` : label}
    >
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button type="button" tabIndex={-1}>
            <span className="cut">{label}</span>
            {isCell && <span className="ty">{i18n._(typeWords[column.type])}</span>}
            {sorted && <Icon name={sorted === "up" ? "up" : "down"} size={12} />}
            {view.filters[column.id] && <Icon name="filter" size={12} />}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <div className="headfilter">
            <input
              className="word"
              aria-label={t`Only rows whose cell contains`}
              placeholder={t`Only rows whose cell contains`}
              defaultValue={view.filters[column.id] ?? ""}
              onKeyDown={(event) => {
                event.stopPropagation();
                if (event.key === "Enter") view.filter(column.id, event.currentTarget.value);
              }}
              onBlur={(event) => view.filter(column.id, event.currentTarget.value)}
            />
          </div>
          <Menu.Item onClick={() => view.sortBy(column.id)}>{t`Sort the view upwards`}</Menu.Item>
          <Menu.Item onClick={() => view.sortBy(`-${column.id}`)}>
            {t`Sort the view downwards`}
          </Menu.Item>
          <Menu.Item onClick={() => view.sortBy("")}>{t`In the order of the table`}</Menu.Item>
          <Menu.Item onClick={() => view.groupBy(view.group === column.id ? "" : column.id)}>
            {view.group === column.id ? t`Do not group` : t`Group by this column`}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => view.freeze(at + 1)}>{t`Freeze up to here`}</Menu.Item>
          <Menu.Item disabled={at === 0} onClick={() => view.move(column.id, -1)}>
            {t`Move to the left`}
          </Menu.Item>
          <Menu.Item disabled={at === 0} onClick={() => view.move(column.id, 1)}>
            {t`Move to the right`}
          </Menu.Item>
          <Menu.Item disabled={at === 0} onClick={() => view.turn(column.id)}>{t`Hide`}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
