import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Difference } from "../../../parts/Difference";
import { Icon } from "../../../parts/Icon";
import { notesQuery } from "../../../parts/notes/query";
import { Person } from "../../../parts/Person";
import { StatusMark } from "../../../parts/Status";
import { useNow } from "../../../parts/useNow";
import { exactly, moment } from "../../../words/format";
import { type HistoryEntry, historyQuery, type Message, messagesQuery } from "../data";
import { useDesk } from "../desk";
import { events } from "../events";
import { readable, useLabels } from "../labels";
import { toPath, valueAt } from "../model/address";
import { kindOf, type OriginFields, originWords } from "../origins";
import { Xml } from "./Xml";

/** How much the timeline says. */
export const zooms = ["compact", "full", "xml"] as const;
export type Zoom = (typeof zooms)[number];

interface TimelineProps {
  zoom: Zoom;
  /** The message that is read; the newest where none is named. */
  message: string | undefined;
  onZoom: (zoom: Zoom) => void;
  onMessage: (id: string) => void;
}

/** What happened, the newest first. */
export function Timeline({ zoom, message, onZoom, onMessage }: TimelineProps) {
  const { t } = useLingui();
  const { tenant, declaration, drafting } = useDesk();
  const { id, version } = declaration;
  const { data: history } = useQuery(historyQuery(tenant, id, version));
  const { data: messages } = useQuery(messagesQuery(tenant, id, version));
  const entries = [...(history?.history ?? [])].reverse();
  const all = messages?.messages ?? [];
  const words: Record<Zoom, string> = { compact: t`Compact`, full: t`Full`, xml: "XML" };
  return (
    <>
      <div className="row zooms">
        <div className="seg">
          {zooms.map((it) => (
            <button key={it} type="button" aria-pressed={zoom === it} onClick={() => onZoom(it)}>
              {words[it]}
            </button>
          ))}
        </div>
        <span className="right q s">
          <Trans>newest first</Trans>
        </span>
      </div>
      {zoom === "xml" ? (
        <Xml messages={[...all].reverse()} chosen={message} onChoose={onMessage} />
      ) : (
        <ol className="tl">
          {drafting.changes > 0 && (
            <li>
              <StatusMark status="Amendable" />
              <span className="med">
                <Trans>You are correcting it</Trans>
              </span>
              <span className="q s">
                <Trans>now</Trans>
              </span>
              <span className="d">
                {plural(drafting.changes, {
                  one: "# change, not saved",
                  other: "# changes, not saved",
                })}
              </span>
            </li>
          )}
          {entries.map((entry) => (
            <Entry
              key={entry.seq}
              entry={entry}
              message={all.find((it) => it.id === entry.messageId)}
              isFull={zoom === "full"}
              onOpen={onMessage}
            />
          ))}
          {zoom === "full" &&
            history?.refusedActions?.map((it) => (
              <li key={it.id}>
                <StatusMark status="AmendmentError" />
                <span className="med">
                  <Trans>“{it.action}” was not carried out</Trans>
                </span>
                <span className="q s tnum">{moment(it.requestedAt)}</span>
                <span className="d">{it.errors?.map((error) => error.message).join(". ")}</span>
              </li>
            ))}
        </ol>
      )}
      {zoom === "compact" && <Unsaved />}
      {zoom === "compact" && <Said />}
    </>
  );
}

/** The time of day as customs wrote it, in either of its spellings. */
function clockOf(time: string): string {
  const compact = /^\d{8}(\d\d)(\d\d)(\d\d)/.exec(time);
  return compact ? compact.slice(1, 4).join(":") : (time.split("T")[1] ?? time).slice(0, 8);
}

interface EntryProps {
  entry: HistoryEntry;
  message: Message | undefined;
  isFull: boolean;
  onOpen: (messageId: string) => void;
}

function Entry({ entry, message, isFull, onOpen }: EntryProps) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const { index, document } = useDesk();
  const labels = useLabels(index);
  const words = events[entry.event];
  const kilobytes = message ? `${(message.size / 1000).toFixed(1)} kB` : "";
  const { customsTime } = entry;
  const who = entry.person?.name ?? entry.actor;
  return (
    <li>
      <StatusMark status={entry.event === "Edited" ? "Amendable" : entry.status} />
      <span className="med">{words ? i18n._(words) : entry.event}</span>
      <span className="q s tnum nw" title={exactly(entry.recordedAt)}>
        {moment(entry.recordedAt, now)}
      </span>
      <span className="d">
        {entry.note && <>{labels.prose(entry.note, document)} </>}
        {entry.event === "Created" && <Sources />}
        {message && (
          <button type="button" className="msg" onClick={() => onOpen(message.id)}>
            {message.messageType}
          </button>
        )}
        {message && isFull && `, ${kilobytes}`}
        {customsTime && <> · {t`customs’ time ${clockOf(customsTime)}`}</>}
        {isFull && <> · {who}</>}
        {isFull && !entry.expected && (
          <>
            {" "}
            <Icon name="trouble" size={12} className="inline" /> {t`not foreseen in this status`}
          </>
        )}
        {isFull &&
          message?.attempts?.map((it) => (
            <span className="try" key={it.firstAt}>
              {it.httpStatus
                ? t`Sent ${moment(it.lastAt, now)}, answered ${it.httpStatus}`
                : t`Tried ${moment(it.lastAt, now)}, no answer`}
              {it.text ? ` · ${it.text}` : ""}
            </span>
          ))}
      </span>
    </li>
  );
}

/** The flow that made it, and how many of its values come from where. */
function Sources() {
  const { t } = useLingui();
  const { declaration, origins } = useDesk();
  const flow = declaration.customsFlow;
  const counts = new Map<string, number>();
  for (const { origin } of origins?.values() ?? []) {
    const kind = kindOf(origin as OriginFields);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const words: Record<string, string> = {
    shipment: t`shipment`,
    masterData: t`master data`,
    configuration: t`flow`,
    calculation: t`calculated`,
    decisionTable: t`decision tables`,
    person: t`persons`,
    generated: t`generated`,
  };
  const most = [...counts].sort(([, a], [, b]) => b - a);
  const list = most.map(([kind, count]) => `${count} ${words[kind] ?? kind}`).join(", ");
  const all = origins?.size ?? 0;
  return <>{all > 0 ? t`flow ${flow} · ${all} values: ${list}` : t`flow ${flow}`}</>;
}

/** What is typed and not saved, beside what stands there. */
function Unsaved() {
  const { i18n, t } = useLingui();
  const { drafting, index, document, origins, saved } = useDesk();
  const labels = useLabels(index);
  const changed = Object.keys(drafting.draft.values).slice(0, 12);
  if (changed.length === 0) return null;
  return (
    <div className="sec compare">
      <h2>
        <Trans>Your changes</Trans>
      </h2>
      <table className="diff">
        <tbody>
          {changed.map((at) => {
            const origin = origins?.get(toPath(saved, at))?.origin;
            const was = origin ? originWords(origin as OriginFields) : "";
            return (
              <Difference
                key={at}
                label={labels.full(at, document)}
                before={readable(index.get(at), drafting.draft.before[at], i18n.locale)}
                after={readable(index.get(at), valueAt(document, at), i18n.locale)}
                why={was ? t`you; before: ${was}` : t`you`}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What people noted last. */
function Said() {
  const { tenant, declaration } = useDesk();
  const now = useNow();
  const at = { kind: "declaration", tenant, id: declaration.id } as const;
  const { data } = useInfiniteQuery(notesQuery(at));
  const notes = data?.pages.flatMap((page) => page.notes) ?? [];
  const last = notes.filter((it) => !it.deletedAt).slice(-3);
  if (last.length === 0) return null;
  return (
    <div className="sec compare notes">
      <h2>
        <Trans>Notes</Trans>
      </h2>
      {last.map((it) => (
        <div className="row g2 said" key={it.id}>
          <Person name={it.author} />
          <p className="m">
            {it.text} <span className="q s nw">{moment(it.createdAt, now)}</span>
          </p>
        </div>
      ))}
    </div>
  );
}
