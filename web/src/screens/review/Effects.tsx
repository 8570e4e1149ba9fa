import { Trans, useLingui } from "@lingui/react/macro";
import { number } from "../../words/format";
import { TrialTable, useLabels } from "../flows/dock/TrialTable";
import { linesOf } from "../flows/trial";
import type { ReviewAnswer } from "./data";

/** What the draft would have done to real declarations, as its newest replay found. */
export function Effects({ review, slug }: { review: ReviewAnswer; slug: string }) {
  const { t } = useLingui();
  const label = useLabels();
  const { replay } = review;
  return (
    <div className="sec last">
      <h2>
        <Trans>What it does to real declarations</Trans>
      </h2>
      {!replay && (
        <p className="q said">
          <Trans>Nobody has replayed this draft yet: what it would change is not known.</Trans>
        </p>
      )}
      {replay && Object.keys(replay.fields).length > 0 && (
        <p className="fieldcounts s">
          {Object.entries(replay.fields).map(([path, count]) => (
            <span key={path} className="tag" title={path}>
              {label(path)} {number(count)}
            </span>
          ))}
        </p>
      )}
      {replay && replay.rows.length > 0 && (
        <table className="grid compact">
          <thead>
            <tr>
              <th>{t`Row`}</th>
              <th className="num">{t`Fired before`}</th>
              <th className="num">{t`Fires now`}</th>
            </tr>
          </thead>
          <tbody>
            {replay.rows.map((it) => (
              <tr key={it.row}>
                <td className="med">{it.row}</td>
                <td className="num q">{number(it.before)}</td>
                <td className="num">{number(it.now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {replay && replay.results.length > 0 && (
        <TrialTable lines={linesOf(replay.results)} slug={slug} />
      )}
    </div>
  );
}
