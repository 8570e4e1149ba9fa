import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMay } from "../../api/tenant";
import { Due } from "../../parts/Due";
import { Icon } from "../../parts/Icon";
import { Status } from "../../parts/Status";
import { useNow } from "../../parts/useNow";
import { exactly, moment } from "../../words/format";
import { Longer } from "../worklist/NextStep";
import { nextWords } from "../worklist/next";
import type { AllowedAction } from "./acts/request";
import { actWords, correcting } from "./acts/words";
import type { Declaration, HistoryEntry, Summary } from "./data";
import { events } from "./events";

interface StripProps {
  known: Declaration | Summary;
  summary: Summary | undefined;
  last: HistoryEntry | undefined;
  actions: readonly AllowedAction[];
  /** What the filled button does: an act, or going to the next finding. */
  main: AllowedAction | "findings" | "correct" | undefined;
  onAct: (action: AllowedAction) => void;
  onCorrect: () => void;
  onNextFinding: () => void;
  /** Saves and submits; absent where that is not possible. */
  onSubmit: (() => void) | undefined;
}

/** Status, what comes next, until when, and the acts: at the same place in every status. */
export function Strip(props: StripProps) {
  const { known, summary, last, actions, main, onAct, onCorrect, onNextFinding, onSubmit } = props;
  const { t, i18n } = useLingui();
  const now = useNow();
  const may = useMay("create:messages");
  const code = summary?.next.code;
  const happened = last && events[last.event];
  const others = actions.filter((it) => it !== main && !correcting.has(it.action));
  const can = (name: string) => actions.some((it) => it.action === name);
  const words = (action: AllowedAction) => {
    const it = actWords[action.action];
    return it ? i18n._(it) : action.action;
  };
  const refused = known.currentStatus === "CustomsError";
  return (
    <div className="strip2">
      <Status status={known.currentStatus} pill />
      <div className="next cut">
        {code && <b>{i18n._(nextWords(code, summary?.next.errors ?? 0))}.</b>}{" "}
        {summary && <Longer row={summary} />}{" "}
        {last && happened && (
          <span className="q" title={exactly(last.recordedAt)}>
            {i18n._(happened)}, {moment(last.recordedAt, now)}.{" "}
            {last.note && !refused ? last.note : ""}
          </span>
        )}
        {!may && (
          <span className="m">
            {" "}
            <Trans>You may read it; a declarant may change it.</Trans>
          </span>
        )}
      </div>
      <span className="right row g3">
        {summary?.next.dueAt && (
          <span className="row g1 s nw">
            <Icon name="clock" size={14} className="q" />
            <Trans>due</Trans> <Due at={summary.next.dueAt} now={now} />
          </span>
        )}
        {may && (
          <span className="row g2">
            {others.length > 0 && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <button type="button" className="btn bare icon" aria-label={t`Other acts`}>
                    <Icon name="more" />
                  </button>
                </Menu.Target>
                <Menu.Dropdown>
                  {others.map((it) => (
                    <Menu.Item key={it.action} onClick={() => onAct(it)}>
                      {words(it)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
            {(can("amend") || can("invalidate") || can("edit")) && (
              <button
                type="button"
                className={main === "correct" ? "btn main" : "btn"}
                onClick={onCorrect}
              >
                <Trans>Correct</Trans> <kbd>E</kbd>
              </button>
            )}
            {onSubmit && (
              <button
                type="button"
                className={main === undefined ? "btn main" : "btn"}
                onClick={onSubmit}
              >
                <Trans>Save and submit</Trans> <kbd>Ctrl</kbd> <kbd>Enter</kbd>
              </button>
            )}
            {main === "findings" && (
              <button type="button" className="btn main" onClick={onNextFinding}>
                {refused ? <Trans>Next refused value</Trans> : <Trans>Next finding</Trans>}{" "}
                <kbd>F8</kbd>
              </button>
            )}
            {typeof main === "object" && (
              <button type="button" className="btn main" onClick={() => onAct(main)}>
                {words(main)} <kbd>Ctrl</kbd> <kbd>Enter</kbd>
              </button>
            )}
          </span>
        )}
      </span>
    </div>
  );
}
