import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { remember } from "../../api/typed";
import { Dialog } from "../../parts/Dialog";
import { type Flow, writeFlow } from "../flows/model/flow";
import { aboutOf } from "../flows/model/useDraft";
import { Field, TextField } from "../flows/pane/Field";

interface NewFlowProps {
  slug: string;
  taken: readonly string[];
  onClose: () => void;
}

/** Asks what a new flow is called, and which shipments may take it. */
export function NewFlow({ slug, taken, onClose }: NewFlowProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const person = useSession().userId;
  const tenant = useTenant().id;
  const [name, setName] = useState("");
  const [direction, setDirection] = useState("OUT");
  const isTaken = taken.includes(name.trim());
  const begin = () => {
    const called = name.trim();
    if (called === "" || isTaken) return;
    const flow: Flow = { name: called, direction, steps: [] };
    remember(person, aboutOf(tenant, called), JSON.stringify({ text: writeFlow(flow) }));
    const params = { tenant: slug, name: called, version: "draft" };
    void navigate({ to: "/$tenant/flows/$name/$version", params, search: {} });
  };
  return (
    <Dialog name={t`New flow`} isTitled width={440} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        <TextField label={t`Name`} value={name} isDisabled={false} onChange={setName} />
        <Field label={t`Direction`}>
          {(id) => (
            <select
              id={id}
              className="ctl"
              value={direction}
              onChange={(event) => setDirection(event.currentTarget.value)}
            >
              <option value="OUT">{t`Out: goods leave`}</option>
              <option value="IN">{t`In: goods come`}</option>
            </select>
          )}
        </Field>
        {isTaken && (
          <p className="s late" role="alert">
            <Trans>There is a flow of this name.</Trans>
          </p>
        )}
        <footer className="row g2 dlgfoot">
          <button type="button" className="btn bare right" onClick={onClose}>
            <Trans>Leave it</Trans> <kbd>Esc</kbd>
          </button>
          <button type="submit" className="btn main" disabled={name.trim() === "" || isTaken}>
            <Trans>Begin the draft</Trans>
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
