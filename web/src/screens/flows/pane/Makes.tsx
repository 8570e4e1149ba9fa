import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { systemsQuery, typesQuery } from "../data";
import { useText } from "../useWord";
import { systemName } from "../words";
import type { StepDesk } from "./desk";
import { Field, TextField } from "./Field";

/** What a step makes: the type of declaration, and the system it goes to. */
export function Makes({ desk }: { desk: StepDesk }) {
  const { t } = useLingui();
  const label = useText();
  const { step, set, canEdit } = desk;
  const { data: types = [] } = useQuery(typesQuery);
  const { data: systems = [] } = useQuery(systemsQuery);
  const taking = types.find((it) => it.code === step.declarationType)?.systems;
  const isKnown = types.some((it) => it.code === step.declarationType);
  return (
    <div className="sec">
      <h2>
        <Trans>What it makes</Trans>
      </h2>
      <Field label={t`Type`}>
        {(id) => (
          <select
            id={id}
            className="ctl"
            value={step.declarationType}
            disabled={!canEdit}
            onChange={(event) => {
              const declarationType = event.currentTarget.value;
              const able = types.find((it) => it.code === declarationType)?.systems ?? [];
              const [system] = able.includes(step.system) ? [step.system] : able;
              set({ declarationType, ...(system && { system }) });
            }}
          >
            {!isKnown && <option>{step.declarationType}</option>}
            {types.map((it) => (
              <option key={it.code} value={it.code}>
                {it.code} · {label(it.label)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t`System`}>
        {(id) => (
          <select
            id={id}
            className="ctl"
            value={step.system}
            disabled={!canEdit}
            onChange={(event) => set({ system: event.currentTarget.value })}
          >
            {!systems.some((it) => it.system === step.system) && <option>{step.system}</option>}
            {systems.map((it) => (
              <option
                key={it.system}
                value={it.system}
                disabled={taking !== undefined && !taking.includes(it.system)}
              >
                {systemName(it.system)} ({it.system})
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        label={t`Jurisdiction`}
        value={step.jurisdiction}
        isDisabled={!canEdit}
        onChange={(value) => set({ jurisdiction: value.toUpperCase().slice(0, 2) })}
      />
    </div>
  );
}
