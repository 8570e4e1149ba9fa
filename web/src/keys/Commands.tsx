import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useMemo, useState } from "react";
import { Dialog } from "../parts/Dialog";
import { Icon } from "../parts/Icon";
import { arrowed } from "./arrows";
import { places } from "./KeyMap";
import { useBoard } from "./Keys";
import type { KeyAct } from "./registry";

/** What is nearest to the hand comes first: acts on rows, then those of the screen. */
function nearness(act: KeyAct): number {
  if (act.place === "marks") return 0;
  return act.place === "everywhere" ? 2 : 1;
}

/** What stands above a command. */
function headOf(act: KeyAct): MessageDescriptor;
function headOf(act: KeyAct | undefined): MessageDescriptor | undefined;
function headOf(act: KeyAct | undefined): MessageDescriptor | undefined {
  return act && (act.head ?? places[act.place]);
}

/** Everything that can be done here, found by typing its words. */
export function Commands({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const board = useBoard();
  const [typed, setTyped] = useState("");
  const [cursor, setCursor] = useState(0);
  const acts = useMemo(() => board.all().filter((act) => act.keys !== "Ctrl+K"), [board]);
  const wanted = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const found = acts
    .filter((act) => {
      if (act.isSought && wanted.length === 0) return false;
      const words = i18n._(act.words).toLocaleLowerCase();
      return wanted.every((word) => words.includes(word));
    })
    .sort((one, other) => nearness(one) - nearness(other));
  const about = acts.find((act) => act.place === "marks")?.head;
  const run = (act: KeyAct | undefined) => {
    if (!act) return;
    onClose();
    // The dialog gives the focus back first: what is done may take it.
    window.setTimeout(act.act, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = arrowed(event, cursor, found.length);
    if (next !== undefined) setCursor(next);
    else if (event.key === "Enter") {
      event.preventDefault();
      run(found[cursor]);
    }
  };
  return (
    <Dialog name={t`Commands`} width={560} onClose={onClose}>
      <div className="row g2 commandhead">
        <Icon name="search" size={14} />
        <input
          className="commandline"
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={found[cursor] ? `command-${cursor}` : undefined}
          aria-label={t`What is to be done`}
          placeholder={t`What is to be done`}
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setCursor(0);
          }}
          onKeyDown={onKeyDown}
        />
        {about && <span className="tag">{i18n._(about)}</span>}
      </div>
      <ul className="menu commands" id="commands" role="listbox" aria-label={t`Commands`}>
        {found.map((act, at) => [
          headOf(act).id !== headOf(found[at - 1])?.id && (
            <li key={headOf(act).id} role="presentation" className="q xs place">
              {i18n._(headOf(act))}
            </li>
          ),
          <li
            key={`${act.place} ${act.keys} ${act.words.id}`}
            id={`command-${at}`}
            role="option"
            aria-selected={at === cursor}
            onClick={() => run(act)}
            onKeyDown={() => {}}
          >
            {i18n._(act.words)}
            {(act.keys || act.count) && (
              <span className="right row g2">
                {act.count && <span className="q s">{act.count}</span>}
                {act.keys && <kbd>{act.keys}</kbd>}
              </span>
            )}
          </li>,
        ])}
        {found.length === 0 && <li className="q">{t`Nothing of these words can be done here.`}</li>}
      </ul>
      <footer className="q xs row g3 commandfoot">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t`choose`}
        </span>
        <span>
          <kbd>Enter</kbd> {t`do it, or see its plan`}
        </span>
        <span>
          <kbd>Esc</kbd> {t`leave`}
        </span>
      </footer>
    </Dialog>
  );
}
