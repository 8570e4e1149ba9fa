import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { number } from "../../words/format";
import type { Replay } from "../flows/useReplay";
import type { ReviewAnswer } from "./data";
import { rowChanges } from "./rows";

/** In one line, what differs and what it would change. */
export function Sums({ review, replay }: { review: ReviewAnswer; replay: Replay }) {
  const { t } = useLingui();
  const rows = rowChanges(review.rows);
  const count = rows.length || review.difference.changes.length;
  const { from } = review.difference;
  return (
    <>
      <b>
        {rows.length > 0
          ? plural(count, { one: "# row differs", other: "# rows differ" })
          : plural(count, { one: "# value differs", other: "# values differ" })}
        .
      </b>{" "}
      <span className="q">
        {from == null ? t`It is the first version.` : t`Compared with version ${number(from)}.`}{" "}
        {replay.isBegun && (
          <Trans>
            {number(replay.changed)} of {number(replay.tried)} replayed would differ.
          </Trans>
        )}
      </span>
      {review.version.review?.reason && (
        <span className="q right cut">{t`“${review.version.review.reason}”`}</span>
      )}
    </>
  );
}
