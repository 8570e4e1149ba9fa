import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useKeys } from "../../keys/Keys";
import { Dialog } from "../../parts/Dialog";
import { moment } from "../../words/format";
import { useMemberWords } from "./dock/Changes";
import { type FlowChange, nameOf, shortly } from "./model/difference";
import type { LostRace, Saving } from "./useSaving";

interface RaceProps {
  race: LostRace;
  saving: Saving;
}

/** Somebody saved the draft first: both are shown, and nothing is lost. */
export function Race({ race, saving }: RaceProps) {
  const { t } = useLingui();
  const words = useMemberWords();
  const [takesTheirs, setTakesTheirs] = useState<ReadonlySet<string>>(new Set());
  const { who, byThem, byUs } = race;
  const all = new Map<string, { theirs?: FlowChange; ours?: FlowChange }>();
  for (const it of byThem) all.set(nameOf(it), { theirs: it });
  for (const it of byUs) all.set(nameOf(it), { ...all.get(nameOf(it)), ours: it });
  const choose = (name: string, theirs: boolean) => {
    const next = new Set(takesTheirs);
    if (theirs) next.add(name);
    else next.delete(name);
    setTakesTheirs(next);
  };
  const save = () => void saving.settle(takesTheirs);
  useKeys([
    { keys: "Ctrl+Enter", place: "dialog", words: msg`Save this`, whileTyping: true, act: save },
  ]);
  return (
    <Dialog
      name={t`${who} saved first, ${moment(race.at)}. Nothing of yours is lost.`}
      isTitled
      width={860}
      onClose={saving.leaveRace}
    >
      <table className="grid">
        <thead>
          <tr>
            <th>{t`What`}</th>
            <th>{t`It was`}</th>
            <th>{who}</th>
            <th>{t`You`}</th>
          </tr>
        </thead>
        <tbody>
          {[...all].map(([name, { theirs, ours }]) => {
            const change = theirs ?? ours;
            if (!change) return null;
            const isTheirs = !ours || takesTheirs.has(name);
            return (
              <tr key={name}>
                <td className="med">
                  {change.step === undefined ? words(change) : `${change.step}: ${words(change)}`}
                </td>
                <td className="ref q" title={shortly(change.before)}>
                  {shortly(change.before)}
                </td>
                <td title={shortly(theirs?.after)}>
                  {theirs ? (
                    <label className="row g2">
                      <input
                        type="radio"
                        name={name}
                        checked={isTheirs}
                        onChange={() => choose(name, true)}
                      />
                      <span className="ref cut">{shortly(theirs.after) || "–"}</span>
                    </label>
                  ) : (
                    <span className="q">{t`not touched`}</span>
                  )}
                </td>
                <td title={shortly(ours?.after)}>
                  {ours ? (
                    <label className="row g2">
                      <input
                        type="radio"
                        name={name}
                        checked={!isTheirs}
                        onChange={() => choose(name, false)}
                      />
                      <span className="ref cut">{shortly(ours.after) || "–"}</span>
                    </label>
                  ) : (
                    <span className="q">{t`not touched`}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <footer className="row g2 dlgfoot">
        <button type="button" className="btn bare right" onClick={saving.leaveRace}>
          <Trans>Go on typing</Trans> <kbd>Esc</kbd>
        </button>
        <button type="button" className="btn main" onClick={save}>
          <Trans>Save this</Trans> <kbd>Ctrl</kbd>
          <kbd>Enter</kbd>
        </button>
      </footer>
    </Dialog>
  );
}
