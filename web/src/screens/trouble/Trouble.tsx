import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Person } from "../../parts/Person";
import { Refusal } from "../../parts/Refusal";
import { StatusMark } from "../../parts/Status";
import { useHelp } from "../../parts/useHelp";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { exactly, moment, number } from "../../words/format";
import { byOrigin, useAlertActs } from "./alerts";
import { Detail } from "./Detail";
import { kindWords, origins } from "./kinds";
import { type Alert, alertsQuery, type Shown, shown } from "./query";
import { useSolving } from "./useSolving";
import "./trouble.css";

const tabs: Record<Shown, ReturnType<typeof msg>> = {
  open: msg`Open`,
  mine: msg`Mine`,
  solved: msg`Solved`,
};

/** The keys that are used most, at the foot. */
const legend = [
  { keys: ["J", "K"], words: msg`move` },
  { keys: ["A"], words: msg`take on` },
  { keys: ["T"], words: msg`try again` },
  { keys: ["Shift", "Enter"], words: msg`solved` },
  { keys: ["?"], words: msg`all keys` },
];

/** Gives the likely remedy the focus: where it needs a word, one types it first. */
function goToRemedy(): void {
  document.querySelector<HTMLElement>(".remedies form :is(input, button)")?.focus();
}

/** What the system cannot solve by itself, and what to do about it. */
export function Trouble() {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const session = useSession();
  const now = useNow();
  const { tenant: slug } = useParams({ from: "/$tenant/trouble" });
  const address = useSearch({ from: "/$tenant/trouble" });
  const navigate = useNavigate();
  const tab = shown.find((it) => it === address.show) ?? "open";
  const { data, error } = useQuery(alertsQuery(tenant.id, tab));
  const acts = useAlertActs(tenant.id);
  const solving = useSolving((alert) => acts.solve.mutate(alert));
  const found = (data?.alerts ?? []).filter((it) => it.id !== solving.going?.id);
  const mine = found.filter((it) => it.assignee === session.name);
  const wanted = tab === "mine" ? mine : found;
  // What is solved is counted where it is read.
  const counts: Partial<Record<Shown, number>> =
    tab === "solved" ? { solved: found.length } : { open: found.length, mine: mine.length };
  const groups = byOrigin(wanted);
  const rows = groups.flatMap(([, alerts]) => alerts);
  const at = Math.max(
    0,
    rows.findIndex((it) => it.id === address.alert),
  );
  const current = rows[at];
  const show = (change: Record<string, string>) =>
    void navigate({
      to: "/$tenant/trouble",
      params: { tenant: slug },
      search: { ...address, ...change },
      replace: true,
    });
  const move = (step: number) => {
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next) show({ alert: next.id });
  };
  const onCurrent = (act: (alert: Alert) => void) => () => {
    if (current && tab !== "solved") act(current);
  };
  const takeOn = (alert: Alert) =>
    acts.assign.mutate({ alert, assignee: alert.assignee === session.name ? null : session.name });
  usePageTitle(t`Trouble`);
  useKeys([
    { keys: "J", also: ["↓"], place: "trouble", words: msg`Next row`, act: () => move(1) },
    { keys: "K", also: ["↑"], place: "trouble", words: msg`Row before`, act: () => move(-1) },
    {
      keys: "A",
      place: "trouble",
      words: msg`Take it on, or give it back`,
      act: onCurrent(takeOn),
    },
    { keys: "Esc", place: "trouble", words: msg`Close`, act: () => show({ alert: "" }) },
    { keys: "Ctrl+Z", place: "trouble", words: msg`Undo`, act: solving.undo },
    { keys: "T", place: "trouble", words: msg`Try again`, act: onCurrent(goToRemedy) },
    {
      keys: "Shift+Enter",
      place: "trouble",
      words: msg`Solved`,
      act: onCurrent(solving.begin),
    },
  ]);
  const help = useHelp(() => {
    if (!current) return undefined;
    const { title, undone } = kindWords(current.kind);
    return {
      title: i18n._(title),
      words: [current.text, undone ? i18n._(undone) : ""].filter(Boolean).join(" "),
      facts: [[t`Name in the API`, current.kind]],
    };
  });
  return (
    <>
      {help.drawer}
      <header className="bar">
        <h1>
          <Trans>Trouble</Trans>
        </h1>
        <div className="tabs" role="tablist">
          {shown.map((it) => (
            <button
              key={it}
              type="button"
              role="tab"
              aria-selected={it === tab}
              onClick={() => show({ show: it })}
            >
              {i18n._(tabs[it])}
              {data && it in counts && <span className="n">{number(counts[it] ?? 0)}</span>}
            </button>
          ))}
        </div>
        <span className="fill" />
        <span className="q s wide">
          <Trans>
            What the system cannot solve by itself. Declarations with findings are in the work list.
          </Trans>
        </span>
      </header>
      <div className="fill twoPanes">
        <div className="scroll" role="listbox" aria-label={t`Trouble`} tabIndex={0}>
          {error && <Refusal>{error.message}</Refusal>}
          {groups.map(([origin, alerts]) => (
            <div key={origin} role="group" aria-label={i18n._(origins[origin])}>
              <div className="whence" aria-hidden="true">
                {i18n._(origins[origin])} <span className="q">{number(alerts.length)}</span>
              </div>
              {alerts.map((alert) => (
                <div
                  key={alert.id}
                  className="alert"
                  role="option"
                  aria-selected={alert.id === current?.id}
                  tabIndex={-1}
                  onClick={() => show({ alert: alert.id })}
                  onKeyDown={() => {}}
                >
                  <StatusMark
                    status={
                      alert.resolvedAt ? "Cancelled" : (kindWords(alert.kind).drawn ?? "Invalid")
                    }
                  />
                  <span className="cut">
                    {i18n._(kindWords(alert.kind).title)}
                    <span className="m s cut">{alert.text}</span>
                  </span>
                  <span className="q tnum" title={exactly(alert.raisedAt)}>
                    {moment(alert.raisedAt, now)}
                  </span>
                  {alert.assignee ? (
                    <Person name={alert.assignee} isMe={alert.assignee === session.name} />
                  ) : (
                    <span />
                  )}
                </div>
              ))}
            </div>
          ))}
          {data && rows.length === 0 && (
            <p className="empty">
              <Trans>Nothing is in the way.</Trans>
            </p>
          )}
        </div>
        {current && (
          <Detail
            key={current.id}
            alert={current}
            slug={slug}
            acts={acts}
            onTakeOn={() => takeOn(current)}
            onSolve={() => solving.begin(current)}
            isOpen={address.alert !== undefined}
            onClose={() => show({ alert: "" })}
          />
        )}
      </div>
      {solving.going && (
        <div className="bulk" role="status">
          <Icon name="check" size={14} />
          <span className="cnt">{i18n._(kindWords(solving.going.kind).title)}</span>
          <span className="m">{t`solved`}</span>
          <button type="button" className="btn small" onClick={solving.undo}>
            <Trans>Undo</Trans> <kbd>Ctrl</kbd>
            <kbd>Z</kbd>
          </button>
        </div>
      )}
      <div className="legend">
        {legend.map(({ keys, words }) => (
          <span key={keys.join()}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
            {i18n._(words)}
          </span>
        ))}
      </div>
    </>
  );
}
