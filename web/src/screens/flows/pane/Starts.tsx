import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import { Status } from "../../../parts/Status";
import { statuses } from "../../../parts/statuses";
import { startOf } from "../model/flow";
import { useWord } from "../useWord";
import { startWords, takenWords } from "../words";
import { othersOf, type StepDesk } from "./desk";
import { Field } from "./Field";

const events = ["shipmentCreated", "action", "arrival", "stock"] as const;

/** What starts a step: the shipment, an event, or statuses of an earlier step. */
export function Starts({ desk }: { desk: StepDesk }) {
  const { t, i18n } = useLingui();
  const word = useWord();
  const { step, set, canEdit } = desk;
  const start = startOf(step);
  const others = othersOf(desk);
  const after = start.on === "statusReached" ? start : undefined;
  const setStatuses = (next: readonly string[]) =>
    after && set({ start: { ...after, statuses: next } });
  return (
    <div className="sec">
      <h2>
        <Trans>When it starts</Trans>
      </h2>
      <Field label={t`After`}>
        {(id) => (
          <select
            id={id}
            className="ctl"
            disabled={!canEdit}
            value={after ? `after ${after.step}` : start.on}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              const on = events.find((it) => it === chosen);
              const earlier = chosen.replace(/^after /, "");
              const reached = after?.statuses ?? ["Released"];
              if (on) set({ start: on === "shipmentCreated" ? undefined : { on } });
              else set({ start: { on: "statusReached", step: earlier, statuses: reached } });
            }}
          >
            {events.map((it) => (
              <option key={it} value={it}>
                {word(startWords, it)}
              </option>
            ))}
            {others.map((it) => (
              <option key={it.name} value={`after ${it.name}`}>
                {t`step ${it.name}`}
              </option>
            ))}
            {after && !others.some((it) => it.name === after.step) && (
              <option value={`after ${after.step}`}>{t`step ${after.step}`}</option>
            )}
          </select>
        )}
      </Field>
      {after && (
        <Field label={t`In status`}>
          {(id) => (
            <div className="many">
              {after.statuses.map((it) => (
                <span key={it} className="chip">
                  <Status status={it} />
                  {canEdit && (
                    <button
                      type="button"
                      aria-label={t`Not in ${it}`}
                      onClick={() => setStatuses(after.statuses.filter((other) => other !== it))}
                    >
                      <Icon name="close" size={12} />
                    </button>
                  )}
                </span>
              ))}
              {canEdit && (
                <select
                  id={id}
                  className="ctl"
                  value=""
                  onChange={(event) => setStatuses([...after.statuses, event.currentTarget.value])}
                >
                  <option value="">{t`add a status`}</option>
                  {Object.entries(statuses)
                    .filter(([name]) => !after.statuses.includes(name))
                    .map(([name, it]) => (
                      <option key={name} value={name}>
                        {i18n._(it.label)}
                      </option>
                    ))}
                </select>
              )}
            </div>
          )}
        </Field>
      )}
      <Taken desk={desk} />
    </div>
  );
}

/** What it takes over of earlier declarations: each is a line, and can be changed. */
function Taken({ desk }: { desk: StepDesk }) {
  const { t } = useLingui();
  const word = useWord();
  const { step, set, canEdit } = desk;
  const list = step.takeOver ?? [];
  const [other] = othersOf(desk);
  const replace = (at: number, members: Partial<(typeof list)[number]>) =>
    set({ takeOver: list.map((it, place) => (place === at ? { ...it, ...members } : it)) });
  const from = startOf(step);
  const earlier = from.on === "statusReached" ? from.step : other?.name;
  return (
    <>
      {list.map((it, at) => {
        const fixed = Object.entries(it.with ?? {})
          .map(([name, value]) => `${name} ${String(value)}`)
          .join(", ");
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is taken over has no name
          <fieldset key={at} className="taken" disabled={!canEdit}>
            <legend className="row g2">
              <Icon name="chain" size={14} className="q" />
              <span className="s m">
                <Trans>
                  Takes over <b className="med">{word(takenWords, it.from)}</b> of {it.step} as{" "}
                  <b className="med">{it.to}</b>
                </Trans>
                {fixed && `, ${fixed}`}
              </span>
            </legend>
            <div className="row g1">
              <input
                className="ctl ref"
                aria-label={t`What is taken over`}
                value={it.from}
                onChange={(event) => replace(at, { from: event.currentTarget.value })}
              />
              <Icon name="forward" size={12} className="q" />
              <input
                className="ctl ref"
                aria-label={t`The field that gets it`}
                value={it.to}
                onChange={(event) => replace(at, { to: event.currentTarget.value })}
              />
              {canEdit && (
                <button
                  type="button"
                  className="btn bare icon"
                  aria-label={t`Take over no longer`}
                  onClick={() => set({ takeOver: list.toSpliced(at, 1) })}
                >
                  <Icon name="close" />
                </button>
              )}
            </div>
          </fieldset>
        );
      })}
      {canEdit && earlier && (
        <button
          type="button"
          className="btn bare small"
          onClick={() =>
            set({
              takeOver: [
                ...list,
                {
                  step: earlier,
                  from: "mrn",
                  to: "previousDocuments[+].refNum",
                  with: { category: "N", type: "MRN" },
                },
              ],
            })
          }
        >
          <Icon name="add" />
          <Trans>Take over the MRN of {earlier}</Trans>
        </button>
      )}
    </>
  );
}
