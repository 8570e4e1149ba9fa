import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { StatusMark } from "../../parts/Status";
import { number } from "../../words/format";
import type { Replay } from "../flows/useReplay";
import { personOf } from "../flows/words";
import type { ReviewAnswer } from "./data";

interface GatesProps {
  review: ReviewAnswer;
  /** What the replay on this page found; absent where there is none of the kind. */
  replay: Replay | undefined;
}

/** What came of the tests of a table. */
interface Tests {
  passed: number;
  tests: number;
  untestedRows?: number;
}

function testsOf(review: ReviewAnswer): Tests | undefined {
  return (review.tests ?? undefined) as Tests | undefined;
}

/** What must be well before a draft can be published, each with how it stands. */
export function Gates({ review, replay }: GatesProps) {
  const { t } = useLingui();
  const { demand, mayPublish, version } = review;
  const { problems, warnings } = review.check;
  const tests = testsOf(review);
  const failed = tests ? tests.tests - tests.passed : 0;
  const [warning] = warnings;
  return (
    <div className="sec">
      <h2>
        <Trans>Before it can go</Trans>
      </h2>
      <ul className="gate">
        {tests && (
          <Gate status={failed > 0 ? "Invalid" : "Released"}>
            <b className="med">
              {failed > 0
                ? plural(failed, { one: "# test fails", other: "# tests fail" })
                : plural(tests.tests, { one: "# test passes", other: "# tests pass" })}
            </b>{" "}
            <span className="q">
              {plural(tests.untestedRows ?? 0, {
                one: "# row is not tested",
                other: "# rows are not tested",
              })}
            </span>
          </Gate>
        )}
        <Gate status={problems.length > 0 ? "Invalid" : "Released"}>
          <b className="med">
            {problems.length > 0
              ? plural(problems.length, { one: "# error", other: "# errors" })
              : t`No errors`}
          </b>{" "}
          {problems[0] && <span className="q">{problems[0].message}</span>}
        </Gate>
        {warning && (
          <Gate status="UnderControl" isWarning>
            <b className="med">
              {plural(warnings.length, { one: "# warning", other: "# warnings" })}
            </b>{" "}
            <span className="q" title={warnings.map((it) => it.message).join("\n")}>
              {warning.message}
            </span>
          </Gate>
        )}
        {replay?.isBegun && (
          <Gate status={replay.isRunning ? "Acknowledged" : "Released"}>
            <b className="med">
              <Trans>Replayed</Trans>
            </b>{" "}
            <span className="q">
              <Trans>
                {number(replay.tried)} tried, {number(replay.changed)} differ
              </Trans>
            </span>
          </Gate>
        )}
        {replay && !replay.isBegun && (
          <Gate status="New">
            <b className="med">
              <Trans>Not replayed</Trans>
            </b>{" "}
            <span className="q">
              <Trans>on this page yet</Trans>
            </span>
          </Gate>
        )}
        {demand.fourEyes && (
          <Gate status={mayPublish ? "Queued" : "Held"}>
            <b className="med">
              <Trans>A second person</Trans>
            </b>{" "}
            <span className="q">
              <Trans>not {personOf(version.editedBy ?? version.updatedBy)}</Trans>
            </span>
            {mayPublish && <span className="q s right">{t`you may`}</span>}
          </Gate>
        )}
      </ul>
    </div>
  );
}

interface GateProps {
  /** The status whose drawing says how it stands. */
  status: string;
  isWarning?: boolean;
  children: ReactNode;
}

function Gate({ status, isWarning = false, children }: GateProps) {
  return (
    <li className={isWarning ? "warns" : undefined}>
      <StatusMark status={status} />
      <span>{children}</span>
    </li>
  );
}
