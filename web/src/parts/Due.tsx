import { useLingui } from "@lingui/react/macro";
import { exactly, moment, span } from "../words/format";

/** From how long before its end a limit is shown as near. */
const near = 4 * 60 * 60 * 1000;

interface DueProps {
  /** When it is due; nothing is shown without. */
  at: string | null | undefined;
  now: Date;
}

/** When something is due: quiet, amber in the last four hours, red once it has passed. */
export function Due({ at, now }: DueProps) {
  const { t } = useLingui();
  if (!at) return null;
  const left = new Date(at).getTime() - now.getTime();
  const { count, unit } = span(left);
  const length = `${count} ${unit}`;
  const title = exactly(at);
  if (left < 0) {
    return <span className="late" title={title}>{t`${length} over`}</span>;
  }
  if (left < near) {
    return <span className="soon" title={title}>{t`in ${length}`}</span>;
  }
  if (left < 24 * 60 * 60 * 1000) return <span title={title}>{t`in ${length}`}</span>;
  return <span title={title}>{moment(at, now)}</span>;
}
