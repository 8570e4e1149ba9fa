import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { StatusMark } from "../../parts/Status";
import { number } from "../../words/format";
import { personOf } from "../flows/words";
import type { ReviewAnswer } from "./data";

/** What must be well before a draft can be published, each with how it stands. */
export function Gates({ review }: { review: ReviewAnswer }) {
  const { t } = useLingui();
  const { problems, warnings, tests, replay, demand, mayPublish, why, version } = review;
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
        {replay ? (
          <Gate status={replay.state === "done" ? "Released" : "Acknowledged"}>
            <b className="med">
              <Trans>Replayed</Trans>
            </b>{" "}
            <span className="q">
              <Trans>
                {number(replay.done)} tried, {number(replay.changed)} differ
              </Trans>
            </span>
          </Gate>
        ) : (
          <Gate status="New">
            <b className="med">
              <Trans>Not replayed</Trans>
            </b>{" "}
            <span className="q">
              <Trans>as it is now</Trans>
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
            <span className="q s right">{mayPublish ? t`you may` : (why?.message ?? "")}</span>
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
