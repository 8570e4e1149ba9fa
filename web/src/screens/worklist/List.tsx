import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useSession } from "../../api/session";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../parts/useNow";
import { useWindow } from "../../parts/useWindow";
import { number } from "../../words/format";
import { type Column, template } from "./columns";
import { heads, type Part } from "./groups";
import { Line } from "./Line";
import { Empty, Failed, Loading } from "./ListStates";
import { placeIn, rememberPlace } from "./place";
import type { Counts, DamagedRow, Row } from "./rows";
import type { Live } from "./useLive";
import type { Marks } from "./useMarks";
import type { Rows } from "./useRows";

/** Heights of rows, heads of groups and column heads, as tokens have them. */
const rowHeight = 32;
const groupHeight = 34;
const headHeight = 28;

interface ListProps {
  /** What the list is of; its place is remembered under this. */
  name: string;
  rows: Rows;
  parts: readonly Part[];
  counts: Counts | undefined;
  columns: readonly Column[];
  sort: string;
  group: string | undefined;
  isFiltered: boolean;
  live: Live;
  marks: Marks;
  cursor: string | undefined;
  total: number | undefined;
  onCursor: (id: string) => void;
  onFold: (group: string) => void;
  onSort: (sort: string) => void;
  onOpen: (id: string) => void;
  onClearFilters: () => void;
}

/** The rows under their heads, with the cursor. Only what is seen is drawn. */
export function List(props: ListProps) {
  const { rows, parts, columns, live, marks, cursor, onCursor } = props;
  const { t, i18n } = useLingui();
  const session = useSession();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const seen = parts.flatMap((part) => (part.isFolded ? [] : part.rows));
  const shown = useWindow(scroller, seen.length, rowHeight);
  const at = Math.max(
    seen.findIndex((row) => row.id === cursor),
    0,
  );
  const hasHeads = parts.some((part) => part.group !== "");
  const topOf = useCallback(
    (index: number) => {
      const passed = parts.findLastIndex((part) => !part.isFolded && part.before <= index) + 1;
      return index * rowHeight + (hasHeads ? passed * groupHeight : 0);
    },
    [parts, hasHeads],
  );
  const move = (to: number, isMarking = false) => {
    const index = Math.min(Math.max(to, 0), seen.length - 1);
    const row = seen[index];
    const element = scroller.current;
    if (!row || !element) return;
    const from = seen[at];
    if (isMarking && from) marks.add([from.id, row.id]);
    onCursor(row.id);
    // The heads above and a row below stay in view.
    const top = topOf(index);
    const above = hasHeads ? groupHeight : 0;
    if (top - above < element.scrollTop) element.scrollTop = top - above;
    const bottom = top + 2 * rowHeight + headHeight;
    if (bottom > element.scrollTop + element.clientHeight) {
      element.scrollTop = bottom - element.clientHeight;
    }
  };
  usePlace(scroller, props.name, cursor, rows.rows.length > 0, topOf(at));
  useSteadyCursor(scroller, cursor, at, topOf, rows.rows);
  const { hasMore, isFetching, looked, more, error } = rows;
  const isNearEnd = shown.to > seen.length - 20;
  useEffect(() => {
    if (hasMore && !isFetching && isNearEnd && looked === undefined && !error) more();
  }, [hasMore, isFetching, isNearEnd, looked, more, error]);
  const page = () => Math.floor((scroller.current?.clientHeight ?? 640) / rowHeight) - 2;
  useKeys([
    { keys: "J", also: ["↓"], place: "list", words: msg`Next row`, act: () => move(at + 1) },
    { keys: "K", also: ["↑"], place: "list", words: msg`Row before`, act: () => move(at - 1) },
    {
      keys: "Shift+J",
      also: ["Shift+↓"],
      place: "list",
      words: msg`Mark downwards`,
      act: () => move(at + 1, true),
    },
    {
      keys: "Shift+K",
      also: ["Shift+↑"],
      place: "list",
      words: msg`Mark upwards`,
      act: () => move(at - 1, true),
    },
    { keys: "Home", place: "list", words: msg`First row`, act: () => move(0) },
    { keys: "End", place: "list", words: msg`Last row`, act: () => move(seen.length - 1) },
    { keys: "PageDown", place: "list", words: msg`A page on`, act: () => move(at + page()) },
    { keys: "PageUp", place: "list", words: msg`A page back`, act: () => move(at - page()) },
  ]);
  const grid = { gridTemplateColumns: template(columns, i18n.locale === "de") };
  const order = seen.map((row) => row.id);
  const line = (row: Row | DamagedRow, index: number, top: number) => {
    const current = live.now.get(row.id) ?? row;
    return (
      <Line
        key={row.id}
        row={current}
        number={index + 1}
        columns={columns}
        style={{ ...grid, transform: `translateY(${top}px)` }}
        now={now}
        me={session.name}
        isCursor={index === at}
        isMarked={marks.has(row.id)}
        hasLeft={live.left.has(row.id)}
        isFresh={live.fresh.has(row.id)}
        onPoint={() => onCursor(row.id)}
        onMark={(range) => {
          onCursor(row.id);
          if (range) marks.reach(row.id, order);
          else marks.turn(row.id);
        }}
        onOpen={() => props.onOpen(row.id)}
      />
    );
  };
  return (
    <div
      className="fill scroll lines"
      ref={scroller}
      role="grid"
      aria-label={t`Declarations`}
      aria-rowcount={props.total ?? seen.length}
      aria-multiselectable="true"
      aria-activedescendant={seen[at] ? `row-${seen[at].id}` : undefined}
      aria-busy={rows.isLoading}
      tabIndex={0}
    >
      <Heads columns={columns} sort={props.sort} style={grid} onSort={props.onSort} />
      {error && <Failed error={error} onAgain={() => void rows.again()} />}
      {rows.isLoading && rows.isFetching && <Loading onCancel={rows.cancel} />}
      {rows.isLoading && !rows.isFetching && !error && (
        <p className="empty">
          <Trans>It was not loaded.</Trans>{" "}
          <button type="button" className="link" onClick={() => void rows.again()}>
            <Trans>Load it</Trans>
          </button>
        </p>
      )}
      {parts.map((part) => {
        const count = part.isFolded ? 0 : part.rows.length;
        const from = Math.max(shown.from - part.before, 0);
        const to = Math.min(shown.to - part.before, count);
        return (
          <div key={part.group} role="rowgroup" className="part">
            {part.group && <GroupHead part={part} counts={props.counts} onFold={props.onFold} />}
            <div className="space" style={{ height: count * rowHeight }}>
              {part.rows
                .slice(from, Math.max(from, to))
                .map((row, index) =>
                  line(row, part.before + from + index, (from + index) * rowHeight),
                )}
            </div>
          </div>
        );
      })}
      {looked !== undefined && (
        <p className="note n looked">
          <Icon name="search" />
          <span>
            {t`${plural(looked, {
              one: "One declaration was looked at.",
              other: "# declarations were looked at.",
            })}`}{" "}
            {hasMore && (
              <button type="button" className="link" onClick={rows.more} disabled={isFetching}>
                <Trans>Look further</Trans>
              </button>
            )}
          </span>
        </p>
      )}
      {!rows.isLoading && !error && rows.rows.length === 0 && (
        <Empty
          group={props.group}
          isFiltered={props.isFiltered}
          counts={props.counts}
          onClear={props.onClearFilters}
        />
      )}
    </div>
  );
}

interface HeadsProps {
  columns: readonly Column[];
  sort: string;
  style: { gridTemplateColumns: string };
  onSort: (sort: string) => void;
}

function Heads({ columns, sort, style, onSort }: HeadsProps) {
  const { t, i18n } = useLingui();
  return (
    <div className="line head" role="row" style={style}>
      <div role="columnheader">
        <span className="vh">{t`Mark`}</span>
      </div>
      {columns.map((column) => {
        const words = i18n._(column.words);
        const isSorted = column.sort !== undefined && bare(sort) === bare(column.sort);
        const turned = sort.startsWith("-") ? bare(sort) : `-${sort}`;
        const order = sort.startsWith("-") ? "descending" : "ascending";
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={isSorted ? order : undefined}
            className={column.isNumber ? "num" : undefined}
          >
            {column.isNarrow ? (
              <span className="vh">{words}</span>
            ) : column.sort === undefined ? (
              words
            ) : (
              <button
                type="button"
                tabIndex={-1}
                title={t`Order by this`}
                onClick={() => onSort(isSorted ? turned : (column.sort ?? sort))}
              >
                {words}
                {isSorted && <Icon name={sort.startsWith("-") ? "down" : "up"} size={12} />}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

function bare(sort: string): string {
  return sort.replace(/^-/u, "");
}

interface GroupHeadProps {
  part: Part;
  counts: Counts | undefined;
  onFold: (group: string) => void;
}

function GroupHead({ part, counts, onFold }: GroupHeadProps) {
  const { t, i18n } = useLingui();
  const head = heads[part.group];
  const count = counts?.groups.find((it) => it.value === part.group)?.count;
  return (
    <div className="grouphead" role="row">
      <div role="gridcell" className="row g2">
        <button
          type="button"
          className="btn bare icon small"
          aria-expanded={!part.isFolded}
          aria-label={part.isFolded ? t`Unfold` : t`Fold`}
          tabIndex={-1}
          onClick={() => onFold(part.group)}
        >
          <Icon name={part.isFolded ? "right" : "down"} size={12} />
        </button>
        <b>{head ? i18n._(head.words) : part.group}</b>
        {count !== undefined && <span className="q tnum">{number(count)}</span>}
        {head && <span className="q s cut">{i18n._(head.meaning)}</span>}
      </div>
    </div>
  );
}

/** Comes back to where somebody was in this list, and remembers it when it is left. */
function usePlace(
  scroller: React.RefObject<HTMLDivElement | null>,
  name: string,
  cursor: string | undefined,
  hasRows: boolean,
  top: number,
): void {
  const returned = useRef("");
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !hasRows || returned.current === name) return;
    returned.current = name;
    element.scrollTop = placeIn(name)?.top ?? 0;
    // Somebody went on to other rows elsewhere.
    const isSeen =
      top >= element.scrollTop && top < element.scrollTop + element.clientHeight - 2 * rowHeight;
    if (!isSeen) element.scrollTop = top - element.clientHeight / 2;
  }, [scroller, name, hasRows, top]);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !cursor) return;
    const remember = () => {
      if (returned.current === name) rememberPlace(name, { id: cursor, top: element.scrollTop });
    };
    remember();
    element.addEventListener("scrollend", remember);
    return () => element.removeEventListener("scrollend", remember);
  }, [scroller, name, cursor]);
}

/** Keeps the cursor's row at its height when the list was read again. */
function useSteadyCursor(
  scroller: React.RefObject<HTMLDivElement | null>,
  cursor: string | undefined,
  at: number,
  topOf: (index: number) => number,
  rows: readonly unknown[],
): void {
  const before = useRef<{ cursor: string | undefined; top: number; rows: readonly unknown[] }>({
    cursor,
    top: 0,
    rows,
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    const top = topOf(at);
    const old = before.current;
    if (element && old.rows !== rows && old.rows.length > 0 && old.cursor === cursor && cursor) {
      element.scrollTop += top - old.top;
    }
    before.current = { cursor, top, rows };
  }, [scroller, cursor, at, topOf, rows]);
}
