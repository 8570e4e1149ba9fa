import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { useMay, useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { RecordList } from "../../parts/RecordList";
import { usePageTitle } from "../../parts/usePageTitle";
import { number } from "../../words/format";
import { useRecordColumns } from "./columns";
import { type MasterRecord, recordsQuery } from "./data";
import { ExportMenu } from "./ExportMenu";
import { Import } from "./Import";
import { aboutKinds, kindOf, kinds } from "./kinds";
import { RecordPane } from "./RecordPane";
import "./masterdata.css";

/** The name of a row: a code may have several records, each from a day on. */
export function rowName({ code, validFrom }: MasterRecord): string {
  return validFrom ? `${code}@${validFrom}` : code;
}

/** What can be known once: articles, partners, authorisations and the like. */
export function MasterData() {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const mayChange = useMay("create:messages");
  const navigate = useNavigate();
  const find = useRef<HTMLInputElement>(null);
  const params = useParams({ strict: false }) as { tenant: string; kind?: string; code?: string };
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const kind = kindOf(params.kind);
  const query = useInfiniteQuery(recordsQuery(tenant.id, kind, search));
  const { data, error, fetchNextPage, hasNextPage, isFetching } = query;
  // Without `view` records are listed in full.
  const rows = data?.pages.flatMap((page) => page.records as MasterRecord[]);
  const total = data?.pages[0]?.total;
  const current = rows?.find((it) => rowName(it) === params.code) ?? rows?.[0];
  const columns = useRecordColumns(kind);
  const words = i18n._(aboutKinds[kind].words);
  const goTo = (code: string | undefined, change: Record<string, string | undefined> = {}) => {
    const { add: _add, import: _import, ...rest } = search;
    const to = code ? "/$tenant/masterdata/$kind/$code" : "/$tenant/masterdata/$kind";
    const way = { tenant: params.tenant, kind, ...(code ? { code } : {}) };
    const next = Object.fromEntries(
      Object.entries({ ...rest, ...change }).filter(([, value]) => value),
    ) as Record<string, string>;
    void navigate({ to, params: way as never, search: next, replace: true });
  };
  usePageTitle(words);
  useKeys([
    { keys: "/", place: "everywhere", words: msg`Search`, act: () => find.current?.focus() },
    ...(mayChange
      ? [
          {
            keys: "C",
            place: "list" as const,
            words: msg`New record`,
            act: () => goTo(undefined, { add: "1" }),
          },
          {
            keys: "I",
            place: "list" as const,
            words: msg`Import a table`,
            act: () => goTo(undefined, { import: "1" }),
          },
        ]
      : []),
  ]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Master data</Trans>
        </h1>
        <span className="fill" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            key={kind}
            ref={find}
            type="search"
            aria-label={t`Code, name, number or city`}
            placeholder={t`Code, name, number or city`}
            defaultValue={search.search ?? ""}
            onKeyDown={(event) => {
              if (event.key === "Escape") event.currentTarget.blur();
              if (event.key === "Enter") {
                goTo(undefined, { search: event.currentTarget.value.trim() });
              }
            }}
          />
          <kbd>/</kbd>
        </label>
        <input
          type="date"
          className="word day"
          aria-label={t`In force on`}
          title={t`In force on`}
          value={search.validOn ?? ""}
          onChange={(event) => goTo(undefined, { validOn: event.currentTarget.value })}
        />
        <ExportMenu kind={kind} />
        {mayChange && (
          <>
            <button type="button" className="btn" onClick={() => goTo(undefined, { import: "1" })}>
              <Icon name="upload" />
              <Trans>Import</Trans> <kbd>I</kbd>
            </button>
            <button type="button" className="btn" onClick={() => goTo(undefined, { add: "1" })}>
              <Icon name="add" />
              {i18n._(aboutKinds[kind].fresh)} <kbd>C</kbd>
            </button>
          </>
        )}
      </header>
      <nav className="kinds tabs" aria-label={t`Kinds of master data`}>
        {kinds.map((it) => (
          <Link
            key={it}
            to="/$tenant/masterdata/$kind"
            params={{ tenant: params.tenant, kind: it }}
            search={{}}
            aria-current={it === kind ? "page" : undefined}
          >
            {i18n._(aboutKinds[it].words)}
            {it === kind && total && (
              <span className="n">
                {total.isAtLeast ? t`over ${number(total.count)}` : number(total.count)}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <div className="fill records">
        <RecordList
          label={words}
          rows={rows}
          columns={columns}
          nameOf={rowName}
          selected={search.add || search.import || !current ? undefined : rowName(current)}
          onSelect={goTo}
          error={error}
          empty={
            search.search || search.validOn ? (
              <Trans>Nothing fits these filters.</Trans>
            ) : (
              <Trans>There is nothing of this kind yet. Import a table, or make the first.</Trans>
            )
          }
          onEnd={hasNextPage && !isFetching ? () => void fetchNextPage() : undefined}
        />
        {search.import ? (
          <Import key={kind} kind={kind} onClose={() => goTo(undefined)} />
        ) : (
          (search.add || current) && (
            <RecordPane
              key={search.add ? `${kind} new` : `${kind} ${rowName(current as MasterRecord)}`}
              kind={kind}
              record={search.add ? undefined : current}
              onClose={() => goTo(undefined)}
              onMade={(code) => goTo(code)}
            />
          )
        )}
      </div>
    </>
  );
}
