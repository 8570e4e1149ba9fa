import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { useState } from "react";
import { useKeys } from "../../keys/Keys";
import { moment } from "../../words/format";
import { useDesk } from "./desk";
import { useLabels } from "./labels";
import type { LostRace } from "./useSave";

interface RaceProps {
  race: LostRace;
  onClose: () => void;
  onSave: (takesTheirs: ReadonlySet<string>) => Promise<void>;
}

/** Somebody saved first: both are shown field by field, and nothing is lost. */
export function Race({ race, onClose, onSave }: RaceProps) {
  const { t } = useLingui();
  const desk = useDesk();
  const labels = useLabels(desk.index);
  const [takesTheirs, setTakesTheirs] = useState<ReadonlySet<string>>(new Set());
  const { who, lines } = race;
  const conflicts = lines.filter((it) => it.isConflict);
  const at = moment(race.at);
  const choose = (address: string, theirs: boolean) =>
    setTakesTheirs((all) => {
      const next = new Set(all);
      if (theirs) next.add(address);
      else next.delete(address);
      return next;
    });
  const save = () => void onSave(takesTheirs);
  const takeAll = () => void onSave(new Set(Object.keys(desk.drafting.draft.values)));
  useKeys([
    { keys: "Ctrl+Enter", place: "dialog", words: msg`Save this`, whileTyping: true, act: save },
  ]);
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={
        <>
          {t`${who} saved first`}{" "}
          <span className="q s race">{t`${at}, while you were typing. Nothing of yours is lost.`}</span>
        </>
      }
    >
      <div className="scroll paste">
        <table className="grid">
          <thead>
            <tr>
              <th>{t`Field`}</th>
              <th>{t`It was`}</th>
              <th>{who}</th>
              <th>{t`You`}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((it) => {
              const isTheirs = takesTheirs.has(it.address) || it.mine === undefined;
              const label = labels.full(it.address, desk.document);
              return (
                <tr key={it.address}>
                  <td className="med" title={label}>
                    {label}
                  </td>
                  <td className="ref q">{it.was}</td>
                  <td>
                    {it.theirs === it.was ? (
                      <span className="q">{t`not touched`}</span>
                    ) : (
                      <label className="row g2">
                        <input
                          type="radio"
                          name={it.address}
                          checked={isTheirs}
                          onChange={() => choose(it.address, true)}
                        />
                        <span className="ref">{it.theirs || "–"}</span>
                      </label>
                    )}
                  </td>
                  <td>
                    {it.mine === undefined ? (
                      <span className="q">{t`not touched`}</span>
                    ) : (
                      <label className="row g2">
                        <input
                          type="radio"
                          name={it.address}
                          checked={!isTheirs}
                          onChange={() => choose(it.address, false)}
                        />
                        <span className="ref">{it.mine || "–"}</span>
                      </label>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <footer className="row g2 dlgfoot">
        <span className="q s">
          {plural(conflicts.length, {
            one: "Changed by both: #. The rest is put together.",
            other: "Changed by both: #. The rest is put together.",
          })}
        </span>
        <button type="button" className="btn bare right" onClick={onClose}>
          <Trans>Go on typing</Trans> <kbd>Esc</kbd>
        </button>
        <button type="button" className="btn" onClick={takeAll}>
          {t`Take all of ${who}`}
        </button>
        <button type="button" className="btn main" data-autofocus onClick={save}>
          <Trans>Save this</Trans> <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </button>
      </footer>
    </Modal>
  );
}
