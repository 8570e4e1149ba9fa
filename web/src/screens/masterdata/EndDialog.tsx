import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Entry } from "../../parts/Entry";
import { Refusal } from "../../parts/Refusal";
import { type MasterRecord, send } from "./data";
import type { Kind } from "./kinds";

interface EndDialogProps {
  kind: Kind;
  record: MasterRecord;
  onClose: () => void;
}

/** Today by the clock of the person, as dates are written. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The last day on which a record counts; taken away, it counts without end again. */
export function EndDialog({ kind, record, onClose }: EndDialogProps) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const queries = useQueryClient();
  const [last, setLast] = useState(record.validTo ?? today());
  const end = useMutation({
    mutationFn: (validTo: string | null) =>
      send(kind, { code: record.code, validFrom: record.validFrom ?? null, validTo }),
    onSuccess: async (wrong) => {
      if (wrong.length > 0) return;
      await queries.invalidateQueries({ queryKey: ["masterdata", tenant] });
      onClose();
    },
  });
  return (
    <fieldset className="sec bare" aria-label={t`End ${record.code}`}>
      <p className="m">
        <Trans>
          Declarations that are worked on after this day no longer get it. Nothing is deleted.
        </Trans>
      </p>
      {end.error && <Refusal>{end.error.message}</Refusal>}
      {end.data?.map((wrong) => (
        <Refusal key={wrong}>{wrong}</Refusal>
      ))}
      <div className="row g2">
        <Entry
          label={t`Last day`}
          type="date"
          value={last}
          autoFocus
          onChange={(event) => setLast(event.currentTarget.value)}
        />
        <button
          type="button"
          className="btn main low"
          disabled={!last || end.isPending}
          onClick={() => end.mutate(last)}
        >
          <Trans>End it</Trans>
        </button>
        {record.validTo && (
          <button type="button" className="btn low" onClick={() => end.mutate(null)}>
            <Trans>Let it count without end</Trans>
          </button>
        )}
        <button type="button" className="btn bare low" onClick={onClose}>
          <Trans>Leave it</Trans>
        </button>
      </div>
    </fieldset>
  );
}
