import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useMemo, useState } from "react";
import { useMay, useTenant } from "../../api/tenant";
import { useBoard, useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Ask } from "./Ask";
import { BulkRunDialog } from "./BulkRunDialog";
import type { Column } from "./columns";
import { Foot } from "./Foot";
import { partsOf } from "./groups";
import { LeftRun } from "./LeftRun";
import { Legend } from "./Legend";
import { List } from "./List";
import { Peek } from "./Peek";
import { lastSeen, placeIn } from "./place";
import { type Counts, countOf, filterOf, groups, isDamaged, type Row } from "./rows";
import { useActs } from "./useActs";
import type { Address } from "./useAddress";
import type { Live } from "./useLive";
import { useMarks } from "./useMarks";
import type { Rows } from "./useRows";
import { useStateOf } from "./useStateOf";

/** Columns that go while the peek says the same. */
const besidePeek: readonly string[] = ["declarationType", "party", "lastUpdated"];

const unfolded: ReadonlySet<string> = new Set();

interface BodyProps {
  address: Address;
  rows: Rows;
  live: Live;
  counts: Counts | undefined;
  columns: readonly Column[];
}

/** The rows with cursor and marks, what is seen beside them, and what is done with them. */
export function Body({ address, rows, live, counts, columns }: BodyProps) {
  const { i18n } = useLingui();
  const tenant = useTenant();
  const board = useBoard();
  const mayAct = useMay("create:messages");
  const { all, search, change, open, correct } = address;
  const name = `${tenant.id}.${JSON.stringify(search)}`;
  const marks = useMarks(name);
  const [folded, setFolded] = useState(unfolded);
  const [left, setLeft] = useState<string>();
  const [cursor, setCursor] = useStateOf(name, "");
  const isGrouped = search.sort === "next";
  const parts = useMemo(
    () => partsOf(rows.rows, isGrouped, folded),
    [rows.rows, isGrouped, folded],
  );
  const seen = useMemo(() => parts.flatMap((part) => (part.isFolded ? [] : part.rows)), [parts]);
  const remembered = useMemo(() => [lastSeen(), placeIn(name)?.id], [name]);
  const under =
    [cursor, ...remembered]
      .map((id) => (id ? seen.find((row) => row.id === id) : undefined))
      .find((row) => row !== undefined) ?? seen[0];
  const now = (row: Row) => live.now.get(row.id) ?? row;
  const current = under && !isDamaged(under) ? now(under) : undefined;
  const readable = useMemo(
    () => rows.rows.filter((row): row is Row => !isDamaged(row)),
    [rows.rows],
  );
  const hasMarks = marks.all || marks.ids.size > 0;
  const marked = hasMarks ? readable.filter((row) => marks.has(row.id)).map(now) : [];
  const total = countOf(counts, groups.find((it) => it === search.group) ?? "open");
  const markCount = marks.all ? (total ?? marked.length) : marked.length;
  const targets = hasMarks ? marked : current ? [current] : [];
  const acts = useActs({ rows: targets, all: marks.all, search });
  const isReleasing = targets.length > 0 && targets.every((row) => row.currentStatus === "Held");
  const shownColumns = useMemo(
    () => (all.peek ? columns.filter((it) => !besidePeek.includes(it.id)) : columns),
    [columns, all.peek],
  );
  const fold = useCallback(
    (group: string) =>
      setFolded((before) => {
        const after = new Set(before);
        if (!after.delete(group)) after.add(group);
        return after;
      }),
    [],
  );
  const copy = () => {
    const number = current?.mrn ?? current?.arc ?? current?.lrn;
    if (number) void navigator.clipboard?.writeText(number);
  };
  const leave = () => {
    if (hasMarks) marks.clear();
    else if (all.peek) change({ peek: "" });
  };
  useKeys([
    { keys: "Enter", place: "list", words: msg`Open the row`, act: () => under && open(under.id) },
    {
      keys: "Space",
      place: "list",
      words: msg`Peek`,
      act: () => change({ peek: all.peek ? "" : "1" }),
    },
    { keys: "X", place: "list", words: msg`Mark`, act: () => under && marks.turn(under.id) },
    { keys: "Ctrl+A", place: "list", words: msg`Mark all of the filter`, act: marks.markAll },
    { keys: "Esc", place: "list", words: msg`Unmark, close`, act: leave },
    { keys: "Y", place: "list", words: msg`Copy the MRN, else the LRN`, act: copy },
  ]);
  useKeys(
    mayAct
      ? [
          { keys: "C", place: "list", words: msg`New shipment`, act: address.newShipment },
          { keys: "S", place: "marks", words: msg`Submit`, act: () => acts.plan("submit") },
          { keys: "V", place: "marks", words: msg`Validate`, act: () => acts.plan("validate") },
          { keys: "H", place: "marks", words: msg`Hold or release the hold`, act: acts.hold },
          { keys: "A", place: "marks", words: msg`Assign`, act: () => acts.ask("assign") },
          { keys: "N", place: "marks", words: msg`Write a note`, act: () => acts.ask("note") },
          { keys: "L", place: "marks", words: msg`Flag`, act: () => acts.ask("flag") },
          {
            keys: "E",
            place: "marks",
            words: msg`Correct`,
            act: () => current && correct(current.id),
          },
          { keys: "", place: "marks", words: msg`Send again`, act: () => acts.plan("resend") },
          { keys: "", place: "marks", words: msg`Invalidate`, act: () => acts.plan("invalidate") },
          ...(acts.done
            ? [{ keys: "Ctrl+Z", place: "list" as const, words: msg`Undo`, act: acts.undo }]
            : []),
        ]
      : [],
  );
  return (
    <>
      {acts.failure && (
        <p className="note e strip" role="alert">
          <Icon name="trouble" />
          {acts.failure}
        </p>
      )}
      <div className="desk">
        <List
          name={name}
          rows={rows}
          parts={parts}
          seen={seen}
          counts={counts}
          columns={shownColumns}
          sort={search.sort ?? "next"}
          group={search.group}
          isFiltered={Object.keys(filterOf(search)).length > 0}
          live={live}
          marks={marks}
          cursor={under?.id}
          total={total}
          onCursor={setCursor}
          onFold={fold}
          onSort={(sort) => change({ sort })}
          onOpen={open}
          onClearFilters={address.clearFilters}
        />
        {all.peek && current && <Peek row={current} onClose={() => change({ peek: "" })} />}
      </div>
      {acts.done && (
        <div className="bulk" role="status">
          <Icon name="check" size={14} />
          {i18n._(acts.done.words)}
          <button type="button" className="btn small" onClick={acts.undo}>
            <Trans>Undo</Trans> <kbd>Ctrl</kbd>
            <kbd>Z</kbd>
          </button>
        </div>
      )}
      {left && !all.run && (
        <LeftRun
          tenant={tenant.id}
          id={left}
          onShow={() => change({ run: left })}
          onClose={() => setLeft(undefined)}
        />
      )}
      {hasMarks && (
        <Foot
          count={markCount}
          shown={marked.length}
          isReleasing={isReleasing}
          onSubmit={() => acts.plan("submit")}
          onValidate={() => acts.plan("validate")}
          onHold={acts.hold}
          onAssign={() => acts.ask("assign")}
          onMore={() =>
            board
              .all()
              .find((act) => act.keys === "Ctrl+K")
              ?.act()
          }
          onClear={marks.clear}
        />
      )}
      <Legend tenant={tenant.id} here={rows.rows.length} total={total} />
      {acts.asked && (
        <Ask
          acts={acts}
          asked={acts.asked}
          people={readable}
          onRun={(run) => change({ run })}
          onMark={marks.set}
        />
      )}
      {all.run && !acts.asked && (
        <BulkRunDialog
          tenant={tenant.id}
          id={all.run}
          known={readable.map(now)}
          onMark={(ids) => {
            marks.set(ids);
            change({ run: "" });
          }}
          onClose={(isGoing) => {
            setLeft(isGoing ? all.run : undefined);
            change({ run: "" });
          }}
        />
      )}
    </>
  );
}
