import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { number } from "../../words/format";
import { countsQuery } from "../worklist/rows";
import { typeWords } from "../worklist/types";
import type { Period } from "./figures";

/** How many declarations of each type were made in the period. */
export function Volume({ period, slug }: { period: Period; slug: string }) {
  const tenant = useTenant().id;
  const made = {
    creationDateFrom: period.from,
    creationDateTo: period.to,
    ...(period.plant && { plant: period.plant }),
  };
  const { data } = useQuery(countsQuery(tenant, made));
  const types = data?.types.filter((it) => it.count > 0) ?? [];
  const all = types.reduce((sum, it) => sum + it.count, 0);
  return (
    <section className="card2">
      <h2>
        <Trans>Volume by type</Trans>
      </h2>
      <p className="q s">
        <Trans>declarations in the period, share of all</Trans>
      </p>
      <ul className="bars">
        {types
          .toSorted((a, b) => b.count - a.count)
          .slice(0, 8)
          .map((it) => (
            <li key={it.value}>
              <Link
                className="cut"
                to="/$tenant/declarations"
                params={{ tenant: slug }}
                search={{ type: it.value, ...made }}
              >
                {typeWords({ declarationType: it.value })}
              </Link>
              <span className="num">{number(it.count)}</span>
              <span className="num q">{number(Math.round((100 * it.count) / all))} %</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
