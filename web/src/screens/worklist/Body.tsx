import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useMemo, useState } from "react";
import { useMay, useTenant } from "../../api/tenant";
import { useBoard, useKeys } from "../../keys/Keys";
import type { KeyAct } from "../../keys/registry";
import { Icon } from "../../parts/Icon";
import { useHelp } from "../../parts/useHelp";
import { number } from "../../words/format";
import { Ask } from "./Ask";
import { BulkRunDialog } from "./BulkRunDialog";
import type { Column } from "./columns";
import { Foot } from "./Foot";
import { partsOf } from "./groups";
import { Legend } from "./Legend";
import { List } from "./List";
import { leaveRun } from "./leftRun";
import { Peek } from "./Peek";
import { lastSeen, placeIn } from "./place";
import { type Counts, countOf, filterOf, groups, isDamaged, type Row } from "./rows";
import { rowTopic } from "./rowTopic";
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
  const { i18n, t } = useLingui();
  const tenant = useTenant();
  const board = useBoard();
  const mayAct = useMay("create:messages");
  const { all, search, change, open, correct } = address;
  const name = `${tenant.id}.${JSON.stringify(search)}`;
  const marks = useMarks(name);
  const [folded, setFolded] = useState(unfolded);
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
  const count = hasMarks ? markCount : targets.length;
  const acts = useActs({ rows: targets, all: marks.all, count, search });
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
  const head = hasMarks ? { head: msg`On the ${number(count)} marked` } : {};
  const ready = targets.filter((row) => row.next.code === "submit").length;
  const held = targets.filter((row) => row.currentStatus === "Held").length;
  // Of more than is here nothing is counted before the plan.
  const isCounted = hasMarks && !marks.all;
  const rowActs: Omit<KeyAct, "place">[] = [
    {
      keys: "S",
      words: msg`Submit`,
      ...(isCounted && { count: t`${ready} ready to submit` }),
      act: () => acts.plan("submit"),
    },
    { keys: "V", words: msg`Validate`, act: () => acts.plan("validate") },
    {
      keys: "H",
      words: msg`Hold or release the hold`,
      ...(isCounted && { count: t`${held} are held` }),
      act: acts.hold,
    },
    { keys: "A", words: msg`Assign`, act: () => acts.ask("assign") },
    { keys: "N", words: msg`Write a note`, act: () => acts.ask("note") },
    { keys: "L", words: msg`Flag`, act: () => acts.ask("flag") },
    { keys: "E", words: msg`Correct`, act: () => current && correct(current.id) },
    { keys: "", words: msg`Send again`, act: () => acts.plan("resend") },
    { keys: "", words: msg`Invalidate`, act: () => acts.plan("invalidate") },
  ];
  useKeys(
    mayAct
      ? [
          { keys: "C", place: "list", words: msg`New shipment`, act: address.newShipment },
          ...rowActs.map((act) => ({ ...act, place: "marks" as const, ...head })),
          ...(acts.done
            ? [{ keys: "Ctrl+Z", place: "list" as const, words: msg`Undo`, act: acts.undo }]
            : []),
        ]
      : [],
  );
  const help = useHelp(() => current && rowTopic(current, i18n));
  return (
    <>
      {help.drawer}
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
            if (isGoing) leaveRun(all.run);
            change({ run: "" });
          }}
        />
      )}
    </>
  );
}
