import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../../parts/Dialog";
import { useNow } from "../../parts/useNow";
import { exactly, moment } from "../../words/format";
import { titleOf } from "./actWords";
import { runsQuery } from "./bulk";

interface ActivityProps {
  tenant: string;
  onOpen: (run: string) => void;
  onClose: () => void;
}

/** Runs over many declarations, the newest first; each opens with its results. */
export function Activity({ tenant, onOpen, onClose }: ActivityProps) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const { data, error } = useQuery(runsQuery(tenant));
  return (
    <Dialog name={t`Activity`} isTitled width={640} onClose={onClose}>
      {error && <p className="late">{error.message}</p>}
      <ul className="runs">
        {data?.runs.map((run) => (
          <li key={run.id}>
            <button type="button" onClick={() => onOpen(run.id)}>
              <span className="cut">{i18n._(titleOf(run.action, run.rows))}</span>
              <span className="q s right">{run.requestedBy}</span>
              <span className="tag">{run.finishedAt ? t`finished` : t`under way`}</span>
              <span className="q tnum" title={exactly(run.requestedAt)}>
                {moment(run.requestedAt, now)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {data?.runs.length === 0 && (
        <p className="empty">
          <Trans>Nothing was done with many declarations yet.</Trans>
        </p>
      )}
    </Dialog>
  );
}
