import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { exactly, moment, number } from "../../words/format";
import { tablesQuery } from "./data";
import { NewTable } from "./NewTable";
import "./tables.css";

/** A person's name as versions have it, without the id behind it. */
export function nameOf(person: string): string {
  return person.replace(/ <[^>]*>$/, "");
}

/** All decision tables: which version is in force, and whether somebody works on a draft. */
export function Tables() {
  const { t } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const { tenant: slug } = useParams({ from: "/$tenant/tables" });
  const navigate = useNavigate();
  const { data, error } = useQuery(tablesQuery(tenant.id));
  const [find, setFind] = useState("");
  const [at, setAt] = useState(0);
  const [isMaking, setMaking] = useState(false);
  const shown = useMemo(() => {
    const wanted = find.trim().toLocaleLowerCase();
    return (data ?? []).filter((it) => it.name.toLocaleLowerCase().includes(wanted));
  }, [data, find]);
  const current = shown[Math.min(at, shown.length - 1)];
  const move = (step: number) =>
    setAt((it) => Math.min(Math.max(it + step, 0), Math.max(0, shown.length - 1)));
  const open = (name: string) =>
    void navigate({ to: "/$tenant/tables/$name", params: { tenant: slug, name }, search: {} });
  usePageTitle(t`Decision tables`);
  useKeys([
    { keys: "J", also: ["↓"], place: "list", words: msg`Next row`, act: () => move(1) },
    { keys: "K", also: ["↑"], place: "list", words: msg`Row before`, act: () => move(-1) },
    { keys: "Enter", place: "list", words: msg`Open`, act: () => current && open(current.name) },
    { keys: "C", place: "list", words: msg`New table`, act: () => setMaking(true) },
    {
      keys: "/",
      place: "everywhere",
      words: msg`Search`,
      act: () => document.getElementById("find-table")?.focus(),
    },
  ]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Decision tables</Trans>
        </h1>
        <label className="find right">
          <Icon name="search" size={14} />
          <input
            id="find-table"
            type="search"
            aria-label={t`Search tables`}
            placeholder={t`Search tables`}
            value={find}
            onChange={(event) => setFind(event.currentTarget.value)}
          />
          <kbd>/</kbd>
        </label>
        <button type="button" className="btn main" onClick={() => setMaking(true)}>
          <Icon name="add" />
          <Trans>New table</Trans> <kbd>C</kbd>
        </button>
      </header>
      <div className="scroll fill" role="region" aria-label={t`Decision tables`} tabIndex={-1}>
        {error && <Refusal>{error.message}</Refusal>}
        <table className="grid bleed tables">
          <thead>
            <tr>
              <th>{t`Name`}</th>
              <th>{t`In force`}</th>
              <th>{t`Draft`}</th>
              <th>{t`Changed by`}</th>
              <th>{t`Changed`}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((it) => {
              const draft = it.versions.find((one) => one.state === "draft");
              const inForce = it.versions.find((one) => one.state === "published");
              const last = draft ?? inForce ?? it.versions[0];
              return (
                <tr
                  key={it.name}
                  aria-selected={it === current}
                  onDoubleClick={() => open(it.name)}
                >
                  <td>
                    <Link
                      to="/$tenant/tables/$name"
                      params={{ tenant: slug, name: it.name }}
                      search={{}}
                    >
                      {it.name}
                    </Link>
                  </td>
                  <td>{inForce ? t`Version ${number(inForce.version)}` : t`none yet`}</td>
                  <td>
                    {draft && <span className="tag a">{t`Draft of version ${draft.version}`}</span>}
                  </td>
                  <td className="q">{last && nameOf(last.updatedBy)}</td>
                  <td className="q tnum" title={last && exactly(last.updatedAt)}>
                    {last && moment(last.updatedAt, now)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {data && shown.length === 0 && (
          <p className="empty">
            {data.length === 0
              ? t`There is no decision table yet. A table fills fields by rules: when this, then that.`
              : t`No table is called that.`}
          </p>
        )}
      </div>
      {isMaking && <NewTable slug={slug} onClose={() => setMaking(false)} />}
    </>
  );
}
