import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { titleOf } from "./actWords";
import { isUnderWay, runQuery } from "./bulk";
import { leaveRun } from "./leftRun";

/** Tells how a run ended that somebody left while it was under way; it stays until it is read. */
export default function LeftRun({ id }: { id: string }) {
  const { t, i18n } = useLingui();
  const tenant = useTenant().id;
  const { tenant: slug } = useParams({ from: "/$tenant" });
  const { data } = useInfiniteQuery(runQuery(tenant, id));
  const run = data?.pages[0];
  if (!run || data.pages.some(isUnderWay)) return null;
  const refused = run.results.filter((row) => row.state === "refused" || row.state === "failed");
  const count = refused.length;
  return (
    <div className="bulk" role="status">
      <Icon name={count > 0 ? "trouble" : "check"} size={14} />
      <span className="cnt">{i18n._(titleOf(run.action, run.rows))}</span>
      <span className={count > 0 ? "late" : "m"}>
        {count > 0
          ? t`${plural(count, { one: "One refused", other: "# refused" })}`
          : t`All are done`}
      </span>
      <Link
        className="btn small"
        to="/$tenant/declarations"
        params={{ tenant: slug }}
        search={{ run: id }}
        onClick={() => leaveRun(undefined)}
      >
        <Trans>Show</Trans>
      </Link>
      <button type="button" className="btn bare small right" onClick={() => leaveRun(undefined)}>
        <Trans>Close</Trans>
      </button>
    </div>
  );
}
