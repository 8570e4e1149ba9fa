import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useMay, useTenant } from "../../api/tenant";
import { useBoard, useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Activity } from "./Activity";
import { Ask } from "./Ask";
import { BulkRunDialog } from "./BulkRunDialog";
import { Chips } from "./Chips";
import { ColumnsMenu } from "./ColumnsMenu";
import { ExportMenu } from "./ExportMenu";
import { Foot } from "./Foot";
import { partsOf } from "./groups";
import { Legend } from "./Legend";
import { List } from "./List";
import { Peek } from "./Peek";
import { lastSeen, placeIn } from "./place";
import { countOf, countsQuery, filterOf, type Group, groups, isDamaged, type Row } from "./rows";
import { SaveView } from "./SaveView";
import { SortMenu } from "./SortMenu";
import { Tabs, tabWords } from "./Tabs";
import { useActs } from "./useActs";
import type { Address } from "./useAddress";
import { useColumns } from "./useColumns";
import { useLive } from "./useLive";
import { useMarks } from "./useMarks";
import { useRows } from "./useRows";
import { useStateOf } from "./useStateOf";

/** Columns that go while the peek says the same. */
const besidePeek: readonly string[] = ["declarationType", "party", "lastUpdated"];

const unfolded: ReadonlySet<string> = new Set();

interface DeskProps {
  address: Address;
  onFind: () => void;
}

/** Everything below the bar: tabs, chips, rows, acts. */
export function Desk({ address, onFind }: DeskProps) {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const board = useBoard();
  const mayAct = useMay("create:messages");
  const { all, search, change, open, correct } = address;
  const name = `${tenant.id}.${JSON.stringify(search)}`;
  const { data: counts } = useQuery(countsQuery(tenant.id, search));
  const rows = useRows(tenant.id, search);
  const live = useLive(tenant.id, search, rows.rows);
  const marks = useMarks(name);
  const [columns, columnIds, chooseColumns] = useColumns();
  const [folded, setFolded] = useState(unfolded);
  const [isFiltering, setFiltering] = useState<string | boolean>(false);
  const [cursor, setCursor] = useStateOf(name, "");
  const isGrouped = search.sort === "next";
  const parts = useMemo(
    () => partsOf(rows.rows, isGrouped, folded),
    [rows.rows, isGrouped, folded],
  );
  const seen = parts.flatMap((part) => (part.isFolded ? [] : part.rows));
  const readable = (seen.length > 0 ? rows.rows : []).filter((row): row is Row => !isDamaged(row));
  const now = (row: Row) => live.now.get(row.id) ?? row;
  const remembered = useMemo(() => [lastSeen(), placeIn(name)?.id], [name]);
  const under =
    [cursor, ...remembered]
      .map((id) => seen.find((row) => row.id === id))
      .find((row) => row !== undefined) ?? seen[0];
  const current = under && !isDamaged(under) ? now(under) : undefined;
  const marked = readable.filter((row) => marks.has(row.id)).map(now);
  const hasMarks = marks.all || marks.ids.size > 0;
  const total = countOf(counts, groups.find((it) => it === search.group) ?? "open");
  const markCount = marks.all ? (total ?? marked.length) : marked.length;
  const targets = hasMarks ? marked : current ? [current] : [];
  const acts = useActs({ rows: targets, all: marks.all, search });
  const isReleasing = targets.length > 0 && targets.every((row) => row.currentStatus === "Held");
  const apply = async () => {
    await rows.again();
    live.clear();
  };
  const fold = (group: string) =>
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(group)) after.add(group);
      return after;
    });
  const copy = () => {
    const number = current?.mrn ?? current?.arc ?? current?.lrn;
    if (number) void navigator.clipboard?.writeText(number);
  };
  const leave = () => {
    if (hasMarks) marks.clear();
    else if (all.peek) change({ peek: "" });
  };
  useKeys([
    { keys: "/", place: "everywhere", words: msg`Search`, act: onFind },
    ...groups.map((group: Group, at) => ({
      keys: String(at + 1),
      place: "list" as const,
      words: tabWords[group],
      act: () => change({ group }),
    })),
    {
      keys: "Enter",
      place: "list",
      words: msg`Open the row`,
      act: () => under && open(under.id),
    },
    {
      keys: "Space",
      place: "list",
      words: msg`Peek`,
      act: () => change({ peek: all.peek ? "" : "1" }),
    },
    {
      keys: "X",
      place: "list",
      words: msg`Mark`,
      act: () => under && marks.turn(under.id),
    },
    { keys: "Ctrl+A", place: "list", words: msg`Mark all of the filter`, act: marks.markAll },
    { keys: "Esc", place: "list", words: msg`Unmark, close`, act: leave },
    { keys: "F", place: "list", words: msg`Filter`, act: () => setFiltering(true) },
    { keys: "Shift+F", place: "list", words: msg`Clear filters`, act: address.clearFilters },
    { keys: "R", place: "list", words: msg`Show what changed`, act: () => void apply() },
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
          {
            keys: "",
            place: "marks",
            words: msg`Send again`,
            act: () => acts.plan("resend"),
          },
          {
            keys: "",
            place: "marks",
            words: msg`Invalidate`,
            act: () => acts.plan("invalidate"),
          },
          ...(acts.done
            ? [{ keys: "Ctrl+Z", place: "list" as const, words: msg`Undo`, act: acts.undo }]
            : []),
        ]
      : [],
  );
  return (
    <>
      <Tabs group={search.group} counts={counts} onChoose={(group) => change({ group, sort: "" })}>
        <button
          type="button"
          className="btn bare small"
          onClick={() => change({ activity: all.activity ? "" : "1" })}
        >
          <Icon name="clock" />
          <Trans>Activity</Trans>
        </button>
        <ColumnsMenu chosen={columnIds} onChoose={chooseColumns} />
        <ExportMenu search={search} columns={columnIds} />
      </Tabs>
      <Chips
        address={address}
        counts={counts}
        opened={isFiltering}
        onOpen={setFiltering}
        tail={
          <>
            {live.count > 0 && (
              <button
                type="button"
                className="freshnote"
                title={t`Shows them in place; the cursor stays on its row`}
                onClick={() => void apply()}
              >
                <Icon name="upload" size={12} />
                {t`${plural(live.count, { one: "# changed since you looked", other: "# changed since you looked" })}`}{" "}
                <kbd>R</kbd>
              </button>
            )}
            <SortMenu sort={search.sort ?? "next"} onChoose={(sort) => change({ sort })} />
            <SaveView address={address} columns={columnIds} />
          </>
        }
      />
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
          counts={counts}
          columns={all.peek ? columns.filter((it) => !besidePeek.includes(it.id)) : columns}
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
        <Ask acts={acts} asked={acts.asked} onRun={(run) => change({ run })} people={readable} />
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
          onClose={() => change({ run: "" })}
        />
      )}
      {all.activity && !all.run && (
        <Activity
          tenant={tenant.id}
          onOpen={(run) => change({ run, activity: "" })}
          onClose={() => change({ activity: "" })}
        />
      )}
    </>
  );
}
