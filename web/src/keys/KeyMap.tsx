import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Dialog } from "../parts/Dialog";
import { useBoard } from "./Keys";
import type { KeyPlace } from "./registry";

/** What the places are called in which keys work. */
export const places: Record<KeyPlace, ReturnType<typeof msg>> = {
  everywhere: msg`Everywhere`,
  list: msg`In the list`,
  marks: msg`On the row or what is marked`,
  declaration: msg`In the declaration`,
  grid: msg`In the grid`,
  trouble: msg`In trouble`,
  correction: msg`In the correction`,
  dashboard: msg`On the dashboard`,
  upload: msg`In a new shipment`,
  record: msg`In the record`,
  table: msg`In the decision table`,
  flow: msg`In the flow`,
  review: msg`In the review`,
  dialog: msg`In dialogs`,
};

/** The keys that mean something on this screen. */
export function KeyMap({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const acts = useBoard().all();
  const shown = Object.entries(places)
    .map(([place, words]) => ({
      words,
      acts: acts.filter((act) => act.place === place && act.keys),
    }))
    .filter((group) => group.acts.length > 0);
  return (
    <Dialog name={t`Keys of this screen`} isTitled width={720} onClose={onClose}>
      <div className="keymap">
        {shown.map((group) => (
          <section key={group.words.id}>
            <h3>{i18n._(group.words)}</h3>
            <dl>
              {group.acts.map((act) => (
                <div key={act.keys}>
                  <dt>
                    {[act.keys, ...(act.also ?? [])].map((keys) => (
                      <kbd key={keys}>{keys}</kbd>
                    ))}
                  </dt>
                  <dd>{i18n._(act.words)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
