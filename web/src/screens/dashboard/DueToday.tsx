import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import type { Search } from "../../app/search";
import { number } from "../../words/format";
import { countOf, countsQuery } from "../worklist/rows";

/** How many are due until the end of the day, and how many of them are overdue. */
export function DueToday({ slug, plant }: { slug: string; plant: string | undefined }) {
  const tenant = useTenant().id;
  const where: Search = plant ? { plant } : {};
  const end = new Date();
  end.setHours(23, 59, 59, 0);
  const today = { ...where, dueBefore: end.toISOString().replace(".000", "") };
  const due = countOf(useQuery(countsQuery(tenant, today)).data, "open");
  const late = countOf(useQuery(countsQuery(tenant, { ...where, overdue: "true" })).data, "open");
  return (
    <Link className="head" to="/$tenant/declarations" params={{ tenant: slug }} search={today}>
      <span className="m s">
        <Trans>Due today</Trans>
      </span>
      <b>{due === undefined ? "–" : number(due)}</b>
      {late !== undefined && (
        <span className={late > 0 ? "late s" : "q s"}>
          <Trans>{number(late)} overdue</Trans>
        </span>
      )}
    </Link>
  );
}
