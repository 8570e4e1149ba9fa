import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useMay, useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { twoLines, useMedia } from "../../parts/useMedia";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { useWindow } from "../../parts/useWindow";
import { exactly, moment } from "../../words/format";
import { shipmentsQuery } from "./shipments";
import "./shipments.css";

/** In rows of two lines the number of the run and when it came are left out. */
const twoLined = { gridTemplateColumns: "minmax(0, 1fr) auto auto" };
const columns = { gridTemplateColumns: "200px 90px minmax(160px, 1fr) 90px 110px 110px" };

/** The shipments that the source systems sent, the newest first. */
export function Shipments() {
  const { t } = useLingui();
  const tenant = useTenant();
  const maySend = useMay("create:messages");
  const { tenant: slug } = useParams({ from: "/$tenant/shipments" });
  const search = useSearch({ from: "/$tenant/shipments" });
  const navigate = useNavigate();
  const now = useNow();
  const find = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const query = useInfiniteQuery(shipmentsQuery(tenant.id, search));
  const { data, error, fetchNextPage, hasNextPage, isFetching } = query;
  const rows = data?.pages.flatMap((page) => page.customsShipments) ?? [];
  const isTwoLined = useMedia(twoLines);
  const rowHeight = isTwoLined ? 52 : 32;
  const places = isTwoLined ? twoLined : columns;
  const shown = useWindow(scroller, rows.length, rowHeight);
  useEffect(() => {
    if (hasNextPage && !isFetching && shown.to > rows.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetching, shown.to, rows.length, fetchNextPage]);
  usePageTitle(t`Shipments`);
  const move = (step: number) => {
    const at = Math.min(Math.max(cursor + step, 0), rows.length - 1);
    setCursor(at);
    scroller.current
      ?.querySelector(`[aria-rowindex="${at + 1}"]`)
      ?.scrollIntoView({ block: "nearest" });
  };
  const open = (at: number) => {
    const reference = rows[at]?.externalReference;
    if (!reference) return;
    const params = { tenant: slug, reference };
    void navigate({ to: "/$tenant/shipments/$reference", params, search: {} });
  };
  const add = () =>
    void navigate({ to: "/$tenant/shipments/new", params: { tenant: slug }, search: {} });
  useKeys([
    { keys: "/", place: "everywhere", words: msg`Search`, act: () => find.current?.focus() },
    { keys: "J", also: ["↓"], place: "list", words: msg`Next row`, act: () => move(1) },
    { keys: "K", also: ["↑"], place: "list", words: msg`Row before`, act: () => move(-1) },
    { keys: "Enter", place: "list", words: msg`Open`, act: () => open(cursor) },
    ...(maySend ? [{ keys: "C", place: "list" as const, words: msg`New shipment`, act: add }] : []),
  ]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Shipments</Trans>
        </h1>
        <span className="fill" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            ref={find}
            type="search"
            aria-label={t`Reference of the shipment`}
            placeholder={t`Reference of the shipment`}
            defaultValue={search.externalReference ?? ""}
            onKeyDown={(event) => {
              const externalReference = event.currentTarget.value.trim();
              if (event.key === "Escape") event.currentTarget.blur();
              if (event.key !== "Enter") return;
              void navigate({
                to: "/$tenant/shipments",
                params: { tenant: slug },
                search: { ...search, externalReference },
              });
            }}
          />
          <kbd>/</kbd>
        </label>
        {maySend && (
          <Link className="btn" to="/$tenant/shipments/new" params={{ tenant: slug }} search={{}}>
            <Icon name="add" />
            <Trans>New shipment</Trans> <kbd>C</kbd>
          </Link>
        )}
      </header>
      <div
        className={isTwoLined ? "fill scroll lines ships two" : "fill scroll lines ships"}
        ref={scroller}
        role="grid"
        aria-label={t`Shipments`}
        aria-rowcount={rows.length}
        tabIndex={0}
      >
        <div className="line head" role="row" style={columns}>
          <div role="columnheader">{t`Shipment`}</div>
          <div role="columnheader">{t`Direction`}</div>
          <div role="columnheader">{t`Flow`}</div>
          <div role="columnheader" className="num">{t`Run`}</div>
          <div role="columnheader" className="num">{t`Received`}</div>
          <div role="columnheader" className="num">{t`Changed`}</div>
        </div>
        {error && <Refusal>{error.message}</Refusal>}
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
                style={{ ...places, transform: `translateY(${at * rowHeight}px)` }}
                onClick={() => setCursor(at)}
                onDoubleClick={() => open(at)}
                onKeyDown={() => {}}
                tabIndex={-1}
              >
                <div role="gridcell" className="cut med">
                  {row.externalReference}
                </div>
                <div role="gridcell" className="m">
                  {row.direction === "IN" ? t`In` : t`Out`}
                </div>
                <div role="gridcell" className="cut m second">
                  {row.customsFlow ?? t`Told of by customs`}
                </div>
                {!isTwoLined && (
                  <>
                    <div role="gridcell" className="num q">
                      {row.run}
                    </div>
                    <div role="gridcell" className="num q" title={exactly(row.createdAt)}>
                      {moment(row.createdAt, now)}
                    </div>
                  </>
                )}
                <div role="gridcell" className="num q" title={exactly(row.updatedAt)}>
                  {moment(row.updatedAt, now)}
                </div>
              </div>
            );
          })}
        </div>
        {data && rows.length === 0 && (
          <p className="empty">
            <Trans>No shipment has this reference.</Trans>
          </p>
        )}
      </div>
    </>
  );
}
