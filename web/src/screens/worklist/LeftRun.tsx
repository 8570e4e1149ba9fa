import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Icon } from "../../parts/Icon";
import { titleOf } from "./actWords";
import { isUnderWay, runQuery } from "./bulk";

interface LeftRunProps {
  tenant: string;
  id: string;
  onShow: () => void;
  onClose: () => void;
}

/** Tells how a run ended that somebody left while it was under way; it stays until it is read. */
export function LeftRun({ tenant, id, onShow, onClose }: LeftRunProps) {
  const { t, i18n } = useLingui();
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
      <button type="button" className="btn small" onClick={onShow}>
        <Trans>Show</Trans>
      </button>
      <button type="button" className="btn bare small right" onClick={onClose}>
        <Trans>Close</Trans>
      </button>
    </div>
  );
}
