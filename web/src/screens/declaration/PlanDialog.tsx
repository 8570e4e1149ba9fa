import { Trans, useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { Difference } from "../../parts/Difference";
import { PlanView } from "./acts/PlanView";
import type { DryRun } from "./data";
import { useDesk } from "./desk";
import { readable, useLabels } from "./labels";
import type { Json } from "./model/address";

interface PlanDialogProps {
  run: DryRun | undefined;
  isTrying: boolean;
  onClose: () => void;
}

/** What saving would do: values that change and follow, status, messages. */
export function PlanDialog({ run, isTrying, onClose }: PlanDialogProps) {
  const { t, i18n } = useLingui();
  const desk = useDesk();
  const labels = useLabels(desk.index);
  const changed = run?.plan.declarations?.[0];
  const mine = desk.drafting.draft.values;
  return (
    <Modal opened onClose={onClose} title={t`What saving would do`} size={720}>
      {desk.drafting.changes === 0 ? (
        <p className="q">
          <Trans>Nothing is changed. Nothing would happen.</Trans>
        </p>
      ) : (
        <>
          <table className="diff">
            <tbody>
              {changed?.differences?.map((it) => {
                const address = it.address ?? it.path ?? "";
                const field = desk.index.get(address);
                return (
                  <Difference
                    key={address}
                    label={labels.full(address, desk.document)}
                    before={readable(field, it.before as Json, i18n.locale)}
                    after={readable(field, it.after as Json, i18n.locale)}
                    why={address in mine ? t`yours` : t`follows`}
                  />
                );
              })}
            </tbody>
          </table>
          <PlanView run={run} isTrying={isTrying} declaration={desk.declaration} />
        </>
      )}
      <footer className="row g2 dlgfoot">
        <span className="q s">
          <Trans>Nothing is done yet.</Trans>
        </span>
        <button type="button" className="btn bare right" data-autofocus onClick={onClose}>
          <Trans>Leave</Trans> <kbd>Esc</kbd>
        </button>
      </footer>
    </Modal>
  );
}
