import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Problem } from "../../api/problem";
import { Refusal } from "../../parts/Refusal";
import { StillLoading } from "../../parts/StillLoading";
import { type Counts, countOf } from "./rows";

/** What is drawn while the first rows are on their way: lines of their height. */
const outline = Array.from({ length: 20 }, (_, at) => at);

/** The list before its first rows came. */
export function Loading({ onCancel }: { onCancel: () => void }) {
  return (
    <div>
      <StillLoading onCancel={onCancel} />
      {outline.map((at) => (
        <div key={at} className="line yet" aria-hidden="true">
          <i style={{ width: `${30 + ((at * 37) % 50)}%` }} />
        </div>
      ))}
    </div>
  );
}

/** What could not be read; what was read before stays below it. */
export function Failed({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const { t } = useLingui();
  const isUnreached = error instanceof Problem && error.status === 0;
  return (
    <Refusal>
      <span>
        {isUnreached ? t`The server does not answer.` : error.message}{" "}
        <button type="button" className="link" onClick={onAgain}>
          <Trans>Try again</Trans>
        </button>
      </span>
    </Refusal>
  );
}

interface EmptyProps {
  group: string | undefined;
  isFiltered: boolean;
  counts: Counts | undefined;
  onClear: () => void;
}

/** A list without rows says what there is elsewhere. */
export function Empty({ group, isFiltered, counts, onClear }: EmptyProps) {
  const { t } = useLingui();
  const done = group === "done" ? 0 : (countOf(counts, "done") ?? 0);
  const isNew = !isFiltered && counts?.groups.every((it) => it.count === 0);
  if (isNew) {
    return (
      <p className="empty">
        <Trans>There is no declaration yet. The first shipment makes the first.</Trans>
      </p>
    );
  }
  return (
    <p className="empty">
      {isFiltered
        ? group === "open"
          ? t`Nothing is open for these filters.`
          : t`Nothing stands here for these filters.`
        : group === "open"
          ? t`Nothing is open.`
          : t`Nothing stands here.`}{" "}
      {done > 0 &&
        t`${plural(done, {
          one: "One is done.",
          other: "# are done.",
        })}`}{" "}
      {isFiltered && (
        <button type="button" className="link" onClick={onClear}>
          <Trans>Clear filters</Trans>
        </button>
      )}
    </p>
  );
}
