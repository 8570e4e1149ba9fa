import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { keepFile } from "../../api/download";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { type RecordColumn, RecordList } from "../../parts/RecordList";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { exactly, moment } from "../../words/format";
import { usersQuery } from "../users/users";
import { type AuditEntry, auditQuery, nameOf } from "./audit";
import { eventWords, isRefused } from "./events";
import { asTable } from "./table";
import "./audit.css";

/** Who did what and when about access, the newest first. */
export function Audit() {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const navigate = useNavigate();
  const person = useRef<HTMLSelectElement>(null);
  const { tenant: slug } = useParams({ from: "/$tenant/audit" });
  const search = useSearch({ from: "/$tenant/audit" });
  const query = useInfiniteQuery(auditQuery(tenant.id, search.user));
  const { data: members } = useQuery(usersQuery(tenant.id));
  const { data, error, fetchNextPage, hasNextPage, isFetching } = query;
  const read = data?.pages.flatMap((page) => page.entries);
  const entries = search.refused ? read?.filter((it) => isRefused(it.event)) : read;
  const current = entries?.find((it) => it.id === search.entry) ?? entries?.[0];
  const nameOfUser = (id: string | null | undefined) =>
    members?.users.find((it) => it.id === id)?.displayName ?? id ?? "";
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
      width: "96px",
      cell: (it) => (
        <span className="q tnum" title={exactly(it.recordedAt)}>
          {moment(it.recordedAt, now)}
        </span>
      ),
    },
    {
      name: "what",
      words: t`What`,
      width: "minmax(160px, 1fr)",
      cell: (it) => (
        <span className={isRefused(it.event) ? "med late" : "med"}>{wordsOf(it.event)}</span>
      ),
    },
    { name: "who", words: t`Who`, width: "180px", cell: (it) => nameOf(it.actor) },
    { name: "about", words: t`About`, width: "180px", cell: (it) => nameOfUser(it.userId) },
    { name: "from", words: t`From`, width: "120px", cell: (it) => it.address ?? "" },
  ];
  const keep = () =>
    keepFile("audit.csv", new Blob([asTable(entries ?? [])], { type: "text/csv" }));
  usePageTitle(t`Audit`);
  useKeys([
    { keys: "F", place: "list", words: msg`Filter by person`, act: () => person.current?.focus() },
    { keys: "E", place: "list", words: msg`Keep what is shown as a file`, act: keep },
  ]);
  return (
    <>
      <header className="bar">
        <h1>
          <Trans>Audit</Trans>
        </h1>
        <span className="fill" />
        <label className="row g2 s">
          <input
            type="checkbox"
            checked={search.refused === "1"}
            onChange={(event) => show({ refused: event.currentTarget.checked ? "1" : "" })}
          />
          <Trans>Refused only</Trans>
        </label>
        <select
          ref={person}
          className="word"
          aria-label={t`About whom`}
          value={search.user ?? ""}
          onChange={(event) => show({ user: event.currentTarget.value })}
        >
          <option value="">{t`About anybody`}</option>
          {members?.users.map((it) => (
            <option key={it.id} value={it.id}>
              {it.displayName}
            </option>
          ))}
        </select>
        <button type="button" className="btn" onClick={keep} disabled={!entries?.length}>
          <Icon name="download" />
          <Trans>Export</Trans> <kbd>E</kbd>
        </button>
      </header>
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
          <section className="scroll record" aria-label={wordsOf(current.event)}>
            <div className="sec">
              <h2>
                <span className="title">{wordsOf(current.event)}</span>
              </h2>
              <dl className="facts">
                <Fact name={t`When`} value={exactly(current.recordedAt)} />
                <Fact name={t`Who`} value={nameOf(current.actor)} />
                <Fact name={t`About`} value={nameOfUser(current.userId)} />
                <Fact name={t`Detail`} value={current.detail} />
                <Fact name={t`From`} value={current.address} />
                <Fact name={t`Event`} value={current.event} isCode />
                <Fact name={t`Entry`} value={current.id} isCode />
              </dl>
            </div>
          </section>
        )}
      </div>
    </>
  );
}

interface FactProps {
  name: string;
  value: string | null | undefined;
  isCode?: boolean;
}

/** A name and what is so; nothing where nothing is known. */
function Fact({ name, value, isCode }: FactProps) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className={isCode ? "ref" : undefined}>{value}</dd>
    </div>
  );
}
