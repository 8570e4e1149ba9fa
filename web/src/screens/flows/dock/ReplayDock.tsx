import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Icon } from "../../../parts/Icon";
import { Refusal } from "../../../parts/Refusal";
import { number } from "../../../words/format";
import { linesOf } from "../trial";
import { type Replay, useReplay } from "../useReplay";
import { TrialTable, useLabels } from "./TrialTable";

interface ReplayDockProps {
  name: string;
  slug: string;
  /** Makes sure that the server has what is tried. */
  onSave: () => Promise<boolean>;
}

const day = 24 * 60 * 60 * 1000;

/** Tries the draft with all shipments of a period, page by page. */
export function ReplayDock({ name, slug, onSave }: ReplayDockProps) {
  const { t } = useLingui();
  const replay = useReplay(name);
  return (
    <>
      <ReplayTools replay={replay} onSave={onSave} />
      <div className="scroll fill">
        <ReplayResult replay={replay} slug={slug} />
        {!replay.isBegun && (
          <p className="empty">{t`Tries the draft with every shipment of a period.`}</p>
        )}
      </div>
    </>
  );
}

interface ReplayToolsProps {
  replay: Replay;
  onSave: () => Promise<boolean>;
}

/** The period, the button, and how far it is. */
export function ReplayTools({ replay, onSave }: ReplayToolsProps) {
  const [from, setFrom] = useState(() => dayOf(new Date(Date.now() - 30 * day)));
  const [until, setUntil] = useState(() => dayOf(new Date()));
  const begin = async () => {
    if (await onSave()) await replay.begin({ from, until });
  };
  const { isRunning, isBegun, tried, total, changed } = replay;
  return (
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
      {isRunning ? (
        <button type="button" className="btn small" onClick={replay.stop}>
          <Icon name="close" />
          <Trans>Stop</Trans>
        </button>
      ) : (
        <button type="button" className="btn small" onClick={() => void begin()}>
          <Icon name="start" />
          <Trans>Replay</Trans>
        </button>
      )}
      {isBegun && (
        <span className="row g2 right" role="status">
          {isRunning && <progress max={total || 1} value={tried} />}
          <Trans>
            {number(tried)} of {number(Math.max(total, tried))} tried, {number(changed)} differ
          </Trans>
        </span>
      )}
    </div>
  );
}

interface ReplayResultProps {
  replay: Replay;
  slug: string;
}

/** Which fields differ how often, and the shipments in which something does. */
export function ReplayResult({ replay, slug }: ReplayResultProps) {
  const label = useLabels();
  const fields = Object.entries(replay.fields);
  return (
    <>
      {replay.error && <Refusal>{replay.error.message}</Refusal>}
      {fields.length > 0 && (
        <p className="fieldcounts s">
          {fields.map(([path, count]) => (
            <span key={path} className="tag" title={path}>
              {label(path)} {number(count)}
            </span>
          ))}
        </p>
      )}
      {replay.shipments.length > 0 && <TrialTable lines={linesOf(replay.shipments)} slug={slug} />}
      {replay.isBegun && !replay.isRunning && replay.changed === 0 && !replay.error && (
        <p className="empty">
          <Trans>Every declaration would be as it was made.</Trans>
        </p>
      )}
    </>
  );
}

/** A day as inputs of days have it. */
function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
