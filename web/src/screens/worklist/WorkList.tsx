import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTenant } from "../../api/tenant";
import type { Search } from "../../app/search";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../parts/useNow";
import { useWindow } from "../../parts/useWindow";
import { number } from "../../words/format";
import { columns, template } from "./columns";
import { countsQuery, type Group, groups, isDamaged, rowsQuery, searchOf } from "./rows";
import "./worklist.css";

const rowHeight = 32;

const tabs: Record<Group, ReturnType<typeof msg>> = {
  open: msg`Open`,
  problem: msg`Problem`,
  todo: msg`To do`,
  withCustoms: msg`With customs`,
  done: msg`Done`,
};

/** What is to be done, by who moves next. */
export function WorkList() {
  const { t } = useLingui();
  const tenant = useTenant();
  const { tenant: slug } = useParams({ from: "/$tenant/declarations" });
  const address = useSearch({ from: "/$tenant/declarations" });
  const search = searchOf(address);
  const navigate = useNavigate();
  const find = useRef<HTMLInputElement>(null);
  const go = (change: Search) =>
    void navigate({
      to: "/$tenant/declarations",
      params: { tenant: slug },
      search: { ...address, ...change },
    });
  useEffect(() => {
    document.title = `${t`Work list`} · CAS`;
  }, [t]);
  useKeys([
    { keys: "/", place: "everywhere", words: msg`Search`, act: () => find.current?.focus() },
    ...groups.map((group, at) => ({
      keys: String(at + 1),
      place: "list" as const,
      words: tabs[group],
      act: () => go({ group }),
    })),
  ]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Work list</Trans>
        </h1>
        <span className="fill" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            ref={find}
            type="search"
            aria-label={t`Number, party, article, document`}
            placeholder={t`Number, party, article, document`}
            defaultValue={address.q ?? ""}
            onKeyDown={(event) => {
              if (event.key === "Enter") go({ q: event.currentTarget.value });
              if (event.key === "Escape") event.currentTarget.blur();
            }}
          />
          <kbd>/</kbd>
        </label>
      </header>
      <Tabs tenant={tenant.id} search={search} onChoose={(group) => go({ group })} />
      <List key={JSON.stringify(search)} tenant={tenant.id} slug={slug} search={search} />
    </>
  );
}

interface TabsProps {
  tenant: string;
  search: Search;
  onChoose: (group: Group) => void;
}

function Tabs({ tenant, search, onChoose }: TabsProps) {
  const { i18n } = useLingui();
  const { data: counts } = useQuery(countsQuery(tenant, search));
  const countOf = (group: Group) => {
    if (!counts) return undefined;
    const names =
      group === "open"
        ? ["problem", "todo", "toDo", "withCustoms"]
        : [group === "todo" ? "toDo" : group, group];
    const found = counts.groups.filter((it) => names.includes(it.value));
    return found.reduce((sum, it) => sum + it.count, 0);
  };
  return (
    <div className="strip">
      <div className="tabs" role="tablist">
        {groups.map((group) => {
          const count = countOf(group);
          return (
            <button
              key={group}
              type="button"
              role="tab"
              aria-selected={search.group === group}
              onClick={() => onChoose(group)}
            >
              {i18n._(tabs[group])}
              {count !== undefined && <span className="n">{number(count)}</span>}
            </button>
          );
        })}
      </div>
    </div>
  );
}

interface ListProps {
  tenant: string;
  slug: string;
  search: Search;
}

function List({ tenant, slug, search }: ListProps) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery(
    rowsQuery(tenant, search),
  );
  const rows = data?.pages.flatMap((page) => page.declarations) ?? [];
  const [cursor, setCursor] = useState(0);
  const shown = useWindow(scroller, rows.length, rowHeight);
  const now = useNow();
  useEffect(() => {
    if (hasNextPage && !isFetching && shown.to > rows.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetching, shown.to, rows.length, fetchNextPage]);
  const move = (to: number) => {
    const at = Math.min(Math.max(to, 0), rows.length - 1);
    setCursor(at);
    const element = scroller.current;
    if (!element) return;
    const top = at * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    const bottom = top + rowHeight + 28;
    if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
  };
  const open = (at: number) => {
    const row = rows[at];
    if (row)
      void navigate({
        to: "/$tenant/declarations/$id",
        params: { tenant: slug, id: row.id },
        search: {},
      });
  };
  useKeys([
    { keys: "J", also: ["↓"], place: "list", words: msg`Next row`, act: () => move(cursor + 1) },
    { keys: "K", also: ["↑"], place: "list", words: msg`Row before`, act: () => move(cursor - 1) },
    { keys: "Home", place: "list", words: msg`First row`, act: () => move(0) },
    { keys: "End", place: "list", words: msg`Last row`, act: () => move(rows.length - 1) },
    { keys: "PageDown", place: "list", words: msg`A page on`, act: () => move(cursor + 20) },
    { keys: "PageUp", place: "list", words: msg`A page back`, act: () => move(cursor - 20) },
    { keys: "Enter", place: "list", words: msg`Open`, act: () => open(cursor) },
  ]);
  const grid = { gridTemplateColumns: template(columns) };
  return (
    <div
      className="fill scroll lines"
      ref={scroller}
      role="grid"
      aria-label={t`Declarations`}
      aria-rowcount={rows.length}
      tabIndex={0}
    >
      <div className="line head" role="row" style={grid}>
        {columns.map((column) => (
          <div key={column.id} role="columnheader" className={column.isNumber ? "num" : undefined}>
            {i18n._(column.words)}
          </div>
        ))}
      </div>
      {error && (
        <p className="note e" role="alert">
          <Icon name="trouble" />
          {error.message}
        </p>
      )}
      <div className="space" style={{ height: rows.length * rowHeight }}>
        {rows.slice(shown.from, shown.to).map((row, index) => {
          const at = shown.from + index;
          return (
            <div
              key={row.id}
              className="line"
              role="row"
              aria-rowindex={at + 1}
              aria-selected={at === cursor}
              style={{ ...grid, transform: `translateY(${at * rowHeight}px)` }}
              onClick={() => setCursor(at)}
              onDoubleClick={() => open(at)}
              onKeyDown={() => {}}
              tabIndex={-1}
            >
              {isDamaged(row) ? (
                <div role="gridcell" className="late">
                  <Trans>This row cannot be read. Its id is {row.id}.</Trans>
                </div>
              ) : (
                columns.map((column) => (
                  <div
                    key={column.id}
                    role="gridcell"
                    className={column.isNumber ? "cut num" : "cut"}
                  >
                    {column.cell(row, now)}
                  </div>
                ))
              )}
            </div>
          );
        })}
      </div>
      {data && rows.length === 0 && (
        <p className="empty">
          <Trans>Nothing stands here for these filters.</Trans>
        </p>
      )}
    </div>
  );
}
