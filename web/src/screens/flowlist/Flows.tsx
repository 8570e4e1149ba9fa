import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useMay, useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { usePageTitle } from "../../parts/usePageTitle";
import { useWindow } from "../../parts/useWindow";
import { date, exactly, moment, number } from "../../words/format";
import { namesQuery } from "../flows/data";
import { runningQuery } from "../flows/trial";
import { personOf } from "../flows/words";
import { NewFlow } from "./NewFlow";
import "../flows/flows.css";

const rowHeight = 32;
const columns = {
  gridTemplateColumns: "minmax(180px, 1fr) 110px 150px 150px 190px minmax(120px, 200px) 100px",
};

/** The flows: which version is in force, whether a draft waits, what runs. */
export function Flows() {
  const { t } = useLingui();
  const tenant = useTenant();
  const may = useMay("admin:configuration");
  const { tenant: slug } = useParams({ from: "/$tenant/flows" });
  const search = useSearch({ from: "/$tenant/flows" });
  const navigate = useNavigate();
  const find = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const [isAdding, setAdding] = useState(false);
  const { data, error } = useQuery({ ...namesQuery(tenant.id, "flows"), enabled: may });
  const sought = (search.q ?? "").toLowerCase();
  const rows = data?.filter((it) => it.name.toLowerCase().includes(sought)) ?? [];
  const shown = useWindow(scroller, rows.length, rowHeight);
  usePageTitle(t`Flows`);
  const open = (name: string) => {
    const entry = data?.find((it) => it.name === name);
    const newest = entry?.versions.findLast((it) => it.state !== "draft");
    const hasDraft = entry?.versions.some((it) => it.state === "draft");
    const version = hasDraft || !newest ? "draft" : String(newest.version);
    const params = { tenant: slug, name, version };
    void navigate({ to: "/$tenant/flows/$name/$version", params, search: {} });
  };
  const move = (step: number) => {
    const at = Math.min(Math.max(cursor + step, 0), rows.length - 1);
    setCursor(at);
    scroller.current
      ?.querySelector(`[aria-rowindex="${at + 2}"]`)
      ?.scrollIntoView({ block: "nearest" });
  };
  useKeys([
    { keys: "/", place: "everywhere", words: msg`Search`, act: () => find.current?.focus() },
    { keys: "J", also: ["↓"], place: "list", words: msg`Next row`, act: () => move(1) },
    { keys: "K", also: ["↑"], place: "list", words: msg`Row before`, act: () => move(-1) },
    {
      keys: "Enter",
      place: "list",
      words: msg`Open`,
      act: () => rows[cursor] && open(rows[cursor].name),
    },
    ...(may
      ? [
          {
            keys: "C",
            place: "list" as const,
            words: msg`New flow`,
            act: () => setAdding(true),
          },
        ]
      : []),
  ]);
  if (!may) {
    return (
      <p className="empty">
        <Trans>
          Flows are for those who configure. Who administers the tenant can give you that role.
        </Trans>
      </p>
    );
  }
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Flows</Trans>
        </h1>
        <span className="q s">
          <Trans>Which declarations a shipment becomes.</Trans>
        </span>
        <span className="fill" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            ref={find}
            type="search"
            aria-label={t`Name of the flow`}
            placeholder={t`Name of the flow`}
            defaultValue={search.q ?? ""}
            onChange={(event) => {
              const q = event.currentTarget.value;
              setCursor(0);
              const to = "/$tenant/flows" as const;
              void navigate({ to, params: { tenant: slug }, search: { q }, replace: true });
            }}
            onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          />
          <kbd>/</kbd>
        </label>
        <button type="button" className="btn" onClick={() => setAdding(true)}>
          <Icon name="add" />
          <Trans>New flow</Trans> <kbd>C</kbd>
        </button>
      </header>
      <div
        className="fill scroll lines"
        ref={scroller}
        role="grid"
        aria-label={t`Flows`}
        aria-rowcount={rows.length + 1}
        tabIndex={0}
      >
        <div className="line head" role="row" aria-rowindex={1} style={columns}>
          <div role="columnheader">{t`Flow`}</div>
          <div role="columnheader">{t`In force`}</div>
          <div role="columnheader">{t`From`}</div>
          <div role="columnheader">{t`Draft`}</div>
          <div role="columnheader">{t`Running shipments`}</div>
          <div role="columnheader">{t`Changed by`}</div>
          <div role="columnheader" className="num">{t`Changed`}</div>
        </div>
        {error && <Refusal>{error.message}</Refusal>}
        <div className="space" style={{ height: rows.length * rowHeight }}>
          {rows.slice(shown.from, shown.to).map((row, index) => {
            const at = shown.from + index;
            const inForce = row.versions.findLast((it) => it.state === "published");
            const draft = row.versions.find((it) => it.state === "draft");
            const last = row.versions.reduce((a, b) => (a.updatedAt > b.updatedAt ? a : b));
            return (
              <div
                key={row.name}
                className="line"
                role="row"
                aria-rowindex={at + 2}
                aria-selected={at === cursor}
                style={{ ...columns, transform: `translateY(${at * rowHeight}px)` }}
                onClick={() => setCursor(at)}
                onDoubleClick={() => open(row.name)}
                onKeyDown={() => {}}
                tabIndex={-1}
              >
                <div role="gridcell" className="cut med">
                  <Link
                    to="/$tenant/flows/$name/$version"
                    params={{
                      tenant: slug,
                      name: row.name,
                      version: draft || !inForce ? "draft" : String(inForce.version),
                    }}
                    search={{}}
                  >
                    {row.name}
                  </Link>
                </div>
                <div role="gridcell">
                  {inForce ? (
                    <span className="tag">{t`version ${number(inForce.version)}`}</span>
                  ) : (
                    <span className="q">{t`none`}</span>
                  )}
                </div>
                <div role="gridcell" className="q">
                  {inForce?.validFrom ? date(inForce.validFrom) : t`always`}
                </div>
                <div role="gridcell">
                  {draft && <span className="tag a">{t`draft ${number(draft.version)}`}</span>}
                  {draft?.review && <span className="tag w">{t`waits for review`}</span>}
                </div>
                <div role="gridcell" className="q cut">
                  <RunningOf name={row.name} />
                </div>
                <div role="gridcell" className="m cut">
                  {personOf(last.editedBy ?? last.updatedBy)}
                </div>
                <div role="gridcell" className="num q" title={exactly(last.updatedAt)}>
                  {moment(last.updatedAt)}
                </div>
              </div>
            );
          })}
        </div>
        {data && rows.length === 0 && (
          <p className="empty">
            {sought ? (
              <Trans>No flow has this name.</Trans>
            ) : (
              <Trans>
                There is no flow yet. A flow says which declarations a shipment becomes.
              </Trans>
            )}
          </p>
        )}
      </div>
      {isAdding && (
        <NewFlow
          slug={slug}
          taken={data?.map((it) => it.name) ?? []}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

/** How many shipments run on each version of a flow. */
function RunningOf({ name }: { name: string }) {
  const tenant = useTenant();
  const { data } = useQuery(runningQuery(tenant.id, name));
  const lines = data?.filter((it) => it.shipments > 0) ?? [];
  return lines
    .map(({ version, shipments }) =>
      plural(shipments, { one: `# on version ${version}`, other: `# on version ${version}` }),
    )
    .join(", ");
}
