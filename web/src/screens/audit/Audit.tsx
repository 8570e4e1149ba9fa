import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { keepFile } from "../../api/download";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { type RecordColumn, RecordList } from "../../parts/RecordList";
import { Refusal } from "../../parts/Refusal";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { actorName } from "../../words/actor";
import { exactly, moment, number } from "../../words/format";
import { usersQuery } from "../users/users";
import { AuditFilters } from "./AuditFilters";
import { type AuditEntry, auditQuery, exportAudit, filterOf } from "./audit";
import { EntryPane } from "./EntryPane";
import { eventWords } from "./events";
import "./audit.css";

/** Who did what and when, and what was refused, the newest first. */
export function Audit() {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const navigate = useNavigate();
  const first = useRef<HTMLSelectElement>(null);
  const { tenant: slug } = useParams({ from: "/$tenant/audit" });
  const search = useSearch({ from: "/$tenant/audit" });
  const filter = filterOf(search);
  const query = useInfiniteQuery(auditQuery(tenant.id, filter));
  const { data: members } = useQuery(usersQuery(tenant.id));
  const { data, error, fetchNextPage, hasNextPage, isFetching } = query;
  const entries = data?.pages.flatMap((page) => page.entries);
  const total = data?.pages[0]?.total;
  const current = entries?.find((it) => it.id === search.entry) ?? entries?.[0];
  const keep = useMutation({
    mutationFn: async () => keepFile("audit.csv", await exportAudit(filter)),
  });
  const nameOfUser = (id: string) => members?.users.find((it) => it.id === id)?.displayName ?? id;
  const wordsOf = (event: string) => {
    const words = eventWords(event);
    return words ? i18n._(words) : event.replaceAll("-", " ");
  };
  const show = (change: Record<string, string>) =>
    void navigate({
      to: "/$tenant/audit",
      params: { tenant: slug },
      search: { ...search, ...change },
      replace: true,
    });
  const columns: RecordColumn<AuditEntry>[] = [
    {
      name: "when",
      words: t`When`,
      width: "84px",
      cell: (it) => (
        <span className="q tnum" title={exactly(it.recordedAt)}>
          {moment(it.recordedAt, now)}
        </span>
      ),
    },
    {
      name: "what",
      words: t`What`,
      width: "minmax(150px, 1fr)",
      cell: (it) => <span className={it.refused ? "med late" : "med"}>{wordsOf(it.event)}</span>,
    },
    { name: "who", words: t`Who`, width: "160px", cell: (it) => actorName(it.actor) },
    {
      name: "about",
      words: t`About`,
      width: "minmax(140px, 1fr)",
      cell: (it) => it.subject ?? (it.userId ? nameOfUser(it.userId) : ""),
    },
    {
      name: "detail",
      words: t`Detail`,
      width: "minmax(100px, 1fr)",
      cell: (it) => it.detail ?? "",
    },
  ];
  usePageTitle(t`Audit`);
  useKeys([
    { keys: "F", place: "list", words: msg`Filter`, act: () => first.current?.focus() },
    { keys: "E", place: "list", words: msg`Export`, act: () => keep.mutate() },
  ]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Audit</Trans>
        </h1>
        {total && (
          <span className="q">
            {total.isAtLeast ? t`over ${number(total.count)}` : number(total.count)}
          </span>
        )}
        <span className="fill" />
        <button
          type="button"
          className="btn"
          onClick={() => keep.mutate()}
          disabled={keep.isPending}
        >
          <Icon name="download" />
          <Trans>Export</Trans> <kbd>E</kbd>
        </button>
      </header>
      <AuditFilters search={search} members={members?.users ?? []} first={first} onChange={show} />
      {keep.error && <Refusal>{keep.error.message}</Refusal>}
      <div className="fill records">
        <RecordList
          label={t`Audit`}
          rows={entries}
          columns={columns}
          nameOf={(it) => it.id}
          selected={current?.id}
          onSelect={(entry) => show({ entry })}
          error={error}
          empty={<Trans>Nothing is recorded for these filters.</Trans>}
          onEnd={hasNextPage && !isFetching ? () => void fetchNextPage() : undefined}
        />
        {current && (
          <EntryPane
            entry={current}
            slug={slug}
            title={wordsOf(current.event)}
            nameOfUser={nameOfUser}
          />
        )}
      </div>
    </>
  );
}
