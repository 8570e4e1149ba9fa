import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import type { Flow } from "../model/flow";
import { Field } from "./Field";

interface FlowPaneProps {
  flow: Flow;
  canEdit: boolean;
  /** Sets members of the flow; what is undefined or empty is left out of the file. */
  set: (members: Partial<Flow>) => void;
  onClose: () => void;
}

/** What is said of the flow itself: for whom it is, and from when to when it is in force. */
export function FlowPane({ flow, canEdit, set, onClose }: FlowPaneProps) {
  const { t } = useLingui();
  const day = (member: "validFrom" | "validTo", label: string) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          type="date"
          className="ctl"
          value={flow[member] ?? ""}
          disabled={!canEdit}
          onChange={(event) => set({ [member]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <aside className="steppane col" aria-label={t`The flow`}>
      <div className="bar">
        <b>
          <Trans>The flow</Trans>
        </b>
        <button
          type="button"
          className="btn bare icon right"
          aria-label={t`Close`}
          title="Esc"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="scroll fill" id="step">
        <div className="sec">
          <h2>
            <Trans>What it is for</Trans>
          </h2>
          <Field label={t`Description`}>
            {(id) => (
              <textarea
                id={id}
                className="ctl tall"
                value={flow.description ?? ""}
                disabled={!canEdit}
                onChange={(event) => set({ description: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={t`Direction`}>
            {(id) => (
              <select
                id={id}
                className="ctl"
                value={flow.direction}
                disabled={!canEdit}
                onChange={(event) => set({ direction: event.currentTarget.value })}
              >
                <option value="OUT">{t`Out: goods leave`}</option>
                <option value="IN">{t`In: goods come`}</option>
              </select>
            )}
          </Field>
        </div>
        <div className="sec">
          <h2>
            <Trans>When shipments may start with it</Trans>
          </h2>
          {day("validFrom", t`From`)}
          {day("validTo", t`Until`)}
          <p className="q s said">
            <Trans>A shipment stays on the version with which it started.</Trans>
          </p>
        </div>
      </div>
    </aside>
  );
}
