import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTenant } from "../../../api/tenant";
import type { Search } from "../../../app/search";
import { Icon } from "../../../parts/Icon";
import { Refusal } from "../../../parts/Refusal";
import { number } from "../../../words/format";
import { beginReplay, linesOf, replayQuery } from "../trial";
import { TrialTable, useLabels } from "./TrialTable";

interface ReplayDockProps {
  name: string;
  slug: string;
  /** The replay that the address names. */
  replay: string | undefined;
  onSave: () => Promise<boolean>;
  show: (search: Search) => void;
}

const day = 24 * 60 * 60 * 1000;

/** Tries the draft with all shipments of a period, in the background. */
export function ReplayDock({ name, slug, replay, onSave, show }: ReplayDockProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const label = useLabels();
  const [from, setFrom] = useState(() => dayOf(new Date(Date.now() - 30 * day)));
  const [until, setUntil] = useState(() => dayOf(new Date()));
  const start = useMutation({
    mutationFn: async () => {
      if (!(await onSave())) return;
      const begun = await beginReplay("flows", name, { from, until });
      show({ replay: begun.id });
    },
  });
  const { data, error } = useQuery(replayQuery(tenant.id, replay));
  const isRunning = data?.state === "waiting" || data?.state === "running";
  const refused = start.error ?? error;
  return (
    <>
      <div className="tools s q">
        <label className="row g1">
          <Trans>from</Trans>
          <input
            type="date"
            className="ctl"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </label>
        <label className="row g1">
          <Trans>until</Trans>
          <input
            type="date"
            className="ctl"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
        <button
          type="button"
          className="btn small"
          disabled={start.isPending || isRunning}
          onClick={() => start.mutate()}
        >
          <Icon name="start" />
          <Trans>Replay</Trans>
        </button>
        {data && (
          <span className="row g2 right" role="status">
            {isRunning && <progress max={data.total || 1} value={data.done} />}
            {data.state === "failed" ? (
              <Trans>It was broken off.</Trans>
            ) : (
              <Trans>
                {number(data.done)} of {number(data.total)} tried, {number(data.changed)} differ
              </Trans>
            )}
          </span>
        )}
      </div>
      <div className="scroll fill">
        {refused && <Refusal>{refused.message}</Refusal>}
        {data && Object.keys(data.fields).length > 0 && (
          <p className="fieldcounts s">
            {Object.entries(data.fields).map(([path, count]) => (
              <span key={path} className="tag" title={path}>
                {label(path)} {number(count)}
              </span>
            ))}
          </p>
        )}
        {data ? (
          <TrialTable lines={linesOf(data.results)} slug={slug} />
        ) : (
          <p className="empty">{t`Tries the draft with every shipment of a period.`}</p>
        )}
      </div>
    </>
  );
}

/** A day as inputs of days have it. */
function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
