import { Trans, useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Problem } from "../../../api/problem";
import { Icon } from "../../../parts/Icon";
import { Refusal } from "../../../parts/Refusal";
import type { Declaration, DryRun } from "../data";
import type { Fields } from "../model/address";
import { BodyForm } from "./BodyForm";
import { PlanView } from "./PlanView";
import { type AllowedAction, doAct, tryAct } from "./request";
import { useBody } from "./schema";
import { actWords } from "./words";

interface ActDialogProps {
  declaration: Declaration;
  action: AllowedAction;
  onClose: () => void;
  /** Told when it is done. */
  onDone: () => void;
}

/** An act with what it would do: nothing is done before it is shown. */
export function ActDialog({ declaration, action, onClose, onDone }: ActDialogProps) {
  const { t, i18n } = useLingui();
  const fields = useBody(action.schema);
  const [body, setBody] = useState<Fields>({});
  const text = JSON.stringify(body);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), 400);
    return () => window.clearTimeout(timer);
  }, [text]);
  const isGiven = !action.needsBody || Object.keys(body).length > 0;
  const isComplete =
    isGiven && (!fields || fields.every((it) => !it.isRequired || it.name in body));
  const trial = useQuery({
    queryKey: ["plan", "act", declaration.id, declaration.version, action.action, settled],
    queryFn: () => tryAct(action, JSON.parse(settled) as Fields),
    enabled: fields !== undefined && isComplete,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const plan = settled === text ? trial.data : undefined;
  const act = useMutation({
    mutationFn: (of: DryRun) => doAct(action, body, of.fingerprint),
    onSuccess: (done) => {
      onDone();
      if (done?.outcome !== "unsuccessful") onClose();
    },
    onError: (problem) => {
      // The state has moved: the new plan is shown and asked for again.
      if (problem instanceof Problem && problem.code === "plan-changed") void trial.refetch();
    },
  });
  const words = actWords[action.action];
  const name = words ? i18n._(words) : action.action;
  const isPlanned = plan?.plan.actions?.[0]?.outcome === "successful";
  const run = () => {
    if (plan && isPlanned && !act.isPending) act.mutate(plan);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  };
  const hasMoved = act.error instanceof Problem && act.error.code === "plan-changed";
  const refusal = act.error ?? trial.error;
  return (
    <Modal opened onClose={onClose} title={name} size={720}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key works in all fields of the dialog */}
      <div onKeyDown={onKeyDown}>
        {fields && <BodyForm fields={fields} value={body} onChange={setBody} />}
        {hasMoved && (
          <p className="note w" role="alert">
            <Icon name="trouble" />
            <Trans>Something has changed since. This is what it would do now.</Trans>
          </p>
        )}
        {refusal && !hasMoved && (
          <Refusal>
            <span>
              {refusal.message}
              {refusal instanceof Problem &&
                refusal.body?.errors?.map((it) => (
                  <span className="lb" key={`${it.path} ${it.message}`}>
                    <span className="ref">{it.path}</span> {it.message}
                  </span>
                ))}
            </span>
          </Refusal>
        )}
        {act.data?.outcome === "unsuccessful" && (
          <Refusal>{act.data.errors?.map((it) => it.message).join(". ")}</Refusal>
        )}
        <PlanView run={plan} isTrying={trial.isFetching} declaration={declaration} />
        <footer className="row g2 dlgfoot">
          <span className="q s">
            <Trans>Nothing is done yet.</Trans>
          </span>
          <button type="button" className="btn bare right" onClick={onClose}>
            <Trans>Leave</Trans> <kbd>Esc</kbd>
          </button>
          <button
            type="button"
            className="btn main"
            disabled={!isPlanned || act.isPending}
            title={isPlanned ? t`Does exactly this` : t`It would not be carried out`}
            onClick={run}
          >
            {name} <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </button>
        </footer>
      </div>
    </Modal>
  );
}
