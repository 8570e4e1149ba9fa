import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useSession } from "../../api/session";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { statuses } from "../../parts/statuses";
import { useNow } from "../../parts/useNow";
import { useWindow } from "../../parts/useWindow";
import { type Column, inTwoLines, template, twoLineTemplate } from "./columns";
import type { Part } from "./groups";
import { Line, type LineActs } from "./Line";
import { GroupHead, Heads } from "./ListHeads";
import { Empty, Failed, Loading } from "./ListStates";
import { type Counts, type DamagedRow, isDamaged, type Row } from "./rows";
import { usePlace, useRowHeight, useSteadyCursor } from "./useListPlace";
import type { Live } from "./useLive";
import type { Marks } from "./useMarks";
import type { Rows } from "./useRows";

/** Heights of heads of groups and of column heads. */
const groupHeight = 34;
const headHeight = 28;
/** The usual height of a row. */
const oneLine = 32;

interface ListProps {
  /** What the list is of; its place is remembered under this. */
  name: string;
  rows: Rows;
  parts: readonly Part[];
  /** The rows of parts that are not folded, in their order. */
  seen: readonly (Row | DamagedRow)[];
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
  const { rows, parts, seen, live, marks, cursor, onCursor } = props;
  const { t, i18n } = useLingui();
  const session = useSession();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const isTwoLined = rowHeight !== oneLine;
  const columns = isTwoLined ? inTwoLines : props.columns;
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
    [parts, hasHeads, rowHeight],
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
  usePlace(scroller, props.name, cursor, rows.rows.length > 0, topOf(at), rowHeight);
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
  const hasEmergency = useMemo(
    () => rows.rows.some((row) => !isDamaged(row) && statuses[row.currentStatus]?.emergency),
    [rows.rows],
  );
  const grid = isTwoLined ? twoLineTemplate : template(columns, i18n.locale === "de", hasEmergency);
  // Rows are drawn anew only when something of their own changed: their acts stay the same.
  const acts = useStable({
    point: onCursor,
    mark: (id: string, isRange: boolean) => {
      onCursor(id);
      const order = isRange ? seen.map((row) => row.id) : [];
      if (isRange) marks.reach(id, order);
      else marks.turn(id);
    },
    open: props.onOpen,
  });
  const line = (row: Row | DamagedRow, index: number, top: number) => (
    <Line
      key={row.id}
      row={live.now.get(row.id) ?? row}
      number={index + 1}
      columns={columns}
      grid={grid}
      top={top}
      now={now}
      me={session.name}
      isCursor={index === at}
      isMarked={marks.has(row.id)}
      hasLeft={live.left.has(row.id)}
      isFresh={live.fresh.has(row.id)}
      acts={acts}
    />
  );
  return (
    <div
      className={isTwoLined ? "fill scroll lines two" : "fill scroll lines"}
      ref={scroller}
      role="grid"
      aria-label={t`Declarations`}
      aria-rowcount={props.total ?? seen.length}
      aria-multiselectable="true"
      aria-activedescendant={seen[at] ? `row-${seen[at].id}` : undefined}
      aria-busy={rows.isLoading}
      tabIndex={0}
    >
      <Heads
        columns={columns}
        sort={props.sort}
        style={{ gridTemplateColumns: grid }}
        onSort={props.onSort}
      />
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

/** Acts that do what they were given last, and are always the same to who is given them. */
function useStable(latest: LineActs): LineActs {
  const acts = useRef(latest);
  acts.current = latest;
  return useMemo(
    () => ({
      point: (id) => acts.current.point(id),
      mark: (id, isRange) => acts.current.mark(id, isRange),
      open: (id) => acts.current.open(id),
    }),
    [],
  );
}
