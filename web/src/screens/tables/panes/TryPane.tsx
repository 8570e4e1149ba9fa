import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTenant } from "../../../api/tenant";
import type { Search } from "../../../app/search";
import { useKeys } from "../../../keys/Keys";
import { Icon } from "../../../parts/Icon";
import { Refusal } from "../../../parts/Refusal";
import { date } from "../../../words/format";
import { usesQuery } from "../data";
import { useTableFields } from "../fields";
import { tableDocument } from "../model/table";
import { type Asked, type NearMiss, valueText } from "../model/trial";
import type { Editor } from "../useEditor";
import type { Saving } from "../useSaveTable";
import { declarationsQuery } from "./declarations";
import { explain, makeTest } from "./questions";

interface TryPaneProps {
  editor: Editor;
  saving: Saving;
  onAsked: (asked: Asked | undefined) => void;
  address: Search;
  change: (to: Search) => void;
  goTo: (row: string, column?: string) => void;
}

/** A past declaration asked again: which rows fire, what each cell saw, and which nearly did. */
export function TryPane({ editor, saving, onAsked, address, change, goTo }: TryPaneProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const fields = useTableFields();
  const [find, setFind] = useState("");
  const { table, canEdit, columns } = editor;
  const { stands } = saving;
  const version = stands.state === "draft" ? "draft" : `${stands.version}`;
  const { data: uses } = useQuery(usesQuery(tenant.id, table.name));
  const flows = new Set(uses?.uses.filter((it) => it.kind === "flow").map((it) => it.name));
  const flow = flows.size === 1 ? [...flows][0] : undefined;
  const { data: found } = useQuery(declarationsQuery(tenant.id, find, flow));
  const tried = address.try ?? "";
  const item = address.item ?? "";
  const labelOf = (name: string) => {
    const column = columns.find((it) => it.part === "condition" && it.name === name);
    return column ? fields.labelOf(column) : name;
  };
  // A saved draft is asked anew, so that what is shown is of what is saved.
  const trial = useQuery({
    queryKey: ["table", tenant.id, table.name, "told", "try", stands.etag, tried],
    queryFn: async () => {
      const first = await explain(table.name, version, tried, []);
      return first;
    },
    enabled: tried !== "",
    retry: false,
  });
  const all = trial.data?.asked ?? [];
  const shown = all.find((it) => `${it.item ?? ""}` === item) ?? all[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the grid follows what is tried
  useEffect(() => onAsked(shown), [shown]);
  const test = useMutation({
    mutationFn: () => {
      const title = [tried.slice(-6), shown?.item != null && t`item ${shown.item + 1}`];
      return makeTest(
        table.name,
        tried,
        shown?.item ?? undefined,
        title.filter(Boolean).join(", "),
      );
    },
    onSuccess: (saved) => {
      saving.settle(saved, tableDocument(saved.document).table);
      change({ dock: "tests" });
    },
  });
  const canTest = canEdit && shown !== undefined && !editor.isDirty;
  useKeys([
    {
      keys: "M",
      place: "table",
      words: msg`Make a test of what is tried`,
      act: () => {
        if (canTest) test.mutate();
      },
    },
  ]);
  const fired = shown?.rows.filter((it) => it.outcome.kind === "fired") ?? [];
  const near = shown?.nearMisses?.rows ?? [];
  const numberOf = (id: string) => table.rows.findIndex((it) => it.id === id) + 1;
  return (
    <>
      <section className="sec">
        <label className="find">
          <Icon name="search" size={14} />
          <input
            type="search"
            aria-label={t`Declaration to try`}
            placeholder={t`Declaration to try: its shipment or number`}
            value={find}
            onChange={(event) => setFind(event.currentTarget.value)}
          />
        </label>
        {(find !== "" || tried === "") && (
          <ul className="menu pickdecl" aria-label={t`Declarations`}>
            {found?.map((it) => (
              <li key={it.id} aria-current={it.id === tried}>
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    setFind("");
                    change({ try: it.id, item: "" });
                  }}
                >
                  {it.reference}
                </button>
                <span className="q s cut">
                  {it.step}, {it.type}
                </span>
              </li>
            ))}
          </ul>
        )}
        {trial.error && <Refusal>{trial.error.message}</Refusal>}
        {all.length > 1 && (
          <label className="row g2 ask">
            <span className="q">{t`Goods item`}</span>
            <select
              className="word"
              value={`${shown?.item ?? ""}`}
              onChange={(event) => change({ item: event.currentTarget.value })}
            >
              {all.map((it) => (
                <option key={it.item} value={`${it.item ?? ""}`}>
                  {(it.item ?? 0) + 1}
                </option>
              ))}
            </select>
          </label>
        )}
        {shown && (
          <>
            <dl className="asked">
              {Object.entries(shown.inputs).map(([name, value]) => (
                <div key={name}>
                  <dt>{labelOf(name)}</dt>
                  <dd className="ref">{valueText(value) || "–"}</dd>
                </div>
              ))}
            </dl>
            {canEdit && (
              <button
                type="button"
                className="btn small"
                disabled={!canTest || test.isPending}
                title={editor.isDirty ? t`Save the draft first.` : undefined}
                onClick={() => test.mutate()}
              >
                <Trans>Make it a test</Trans> <kbd>M</kbd>
              </button>
            )}
            {test.error && <Refusal>{test.error.message}</Refusal>}
            {editor.isDirty && (
              <p className="q s">{t`Tried with what was saved last; save to try what you changed.`}</p>
            )}
          </>
        )}
      </section>
      {shown && (
        <section className="sec">
          <h2 className="row g1" role="status">
            {fired.length > 0 && <Icon name="check" size={14} className="well" />}
            {fired.length === 0
              ? t`No row fires`
              : plural(fired.length, { one: "# row fires", other: "# rows fire" })}
          </h2>
          <ul className="wn">
            {fired.map((it) => (
              <li key={it.row}>
                <RowLink id={it.row} at={numberOf(it.row)} goTo={goTo} />
                <br />
                <span className="ins ref">
                  {table.rows
                    .find((row) => row.id === it.row)
                    ?.outputs.map((cell) => cell.replaceAll('"', ""))
                    .join(" ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown && (
        <section className="sec">
          <h2>{t`Why not?`}</h2>
          <p className="q s">{t`Rows that fail in one cell only.`}</p>
          <ul className="wn">
            {near.map((it) => (
              <li key={it.row}>
                <RowLink id={it.row} at={numberOf(it.row)} column={it.input} goTo={goTo} />
                <br />
                <span className="s">
                  <Miss
                    miss={it}
                    label={it.input ? labelOf(it.input) : ""}
                    day={trial.data?.asOf}
                  />
                </span>
              </li>
            ))}
          </ul>
          {near.length === 0 && (
            <p className="s">{t`None: every other row fails in several cells.`}</p>
          )}
        </section>
      )}
    </>
  );
}

interface RowLinkProps {
  id: string;
  at: number;
  column?: string | null | undefined;
  goTo: (row: string, column?: string) => void;
}

function RowLink({ id, at, column, goTo }: RowLinkProps) {
  const { t } = useLingui();
  return (
    <>
      <button
        type="button"
        className="link"
        onClick={() => goTo(id, column ? `condition:${column}` : undefined)}
      >
        {id}
      </button>{" "}
      <span className="q s">{t`row ${at}`}</span>
    </>
  );
}

/** Why a row did not fire, in a sentence. */
function Miss({ miss, label, day }: { miss: NearMiss; label: string; day: string | undefined }) {
  const value = valueText(miss.value);
  if (!miss.input)
    return <Trans>does not hold on the day asked for, {day === undefined ? "" : date(day)}</Trans>;
  const cell = <span className="ref">{miss.cell}</span>;
  const name = <b className="med">{label}</b>;
  if (value === "")
    return (
      <Trans>
        would fire if {name} were {cell}; there is none
      </Trans>
    );
  return (
    <Trans>
      would fire if {name} were {cell}; it is <span className="ref">{value}</span>
    </Trans>
  );
}
