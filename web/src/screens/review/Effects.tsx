import { Trans } from "@lingui/react/macro";
import { ReplayResult, ReplayTools } from "../flows/dock/ReplayDock";
import type { Replay } from "../flows/useReplay";

interface EffectsProps {
  replay: Replay;
  slug: string;
}

/** What the draft would have done to real shipments: tried here, page by page. */
export function Effects({ replay, slug }: EffectsProps) {
  return (
    <div className="effects">
      <h2>
        <Trans>What it does to real declarations</Trans>
      </h2>
      <ReplayTools replay={replay} onSave={() => Promise.resolve(true)} />
      <ReplayResult replay={replay} slug={slug} />
      {!replay.isBegun && (
        <p className="q said">
          <Trans>Replay it to see which declarations it would have made otherwise.</Trans>
        </p>
      )}
    </div>
  );
}
