import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { answered, api } from "../../api/client";
import { useTenant } from "../../api/tenant";
import { Status } from "../../parts/Status";
import type { MasterRecord } from "./data";
import type { Kind } from "./kinds";

/** Kinds that declarations name by something that is searched. */
const searched: readonly Kind[] = ["article", "businessPartner", "authorisation", "guarantee"];

/** Declarations that are open and name the record: they are deduced anew when validated. */
export function Usage({ kind, record }: { kind: Kind; record: MasterRecord }) {
  const tenant = useTenant();
  const { tenant: slug } = useParams({ from: "/$tenant" });
  const named = String(record.record.refNum ?? record.code);
  const { data } = useQuery({
    queryKey: ["masterdata use", tenant.id, named],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/declarations", {
          params: { query: { q: named, group: "open", view: "summary", limit: 5 } },
          signal,
        }),
      ),
    enabled: searched.includes(kind),
  });
  if (!data) return null;
  return (
    <div className="sec">
      <h2>
        <span className="fill">
          <Trans>Where it is named</Trans>
        </span>
        <Link to="/$tenant/declarations" params={{ tenant: slug }} search={{ q: named }}>
          <Trans>All in the work list</Trans>
        </Link>
      </h2>
      {data.declarations.length === 0 ? (
        <p className="q">
          <Trans>No open declaration names it.</Trans>
        </p>
      ) : (
        <ul>
          {data.declarations.map((it) => (
            <li key={it.id} className="row g2">
              <Link to="/$tenant/declarations/$id" params={{ tenant: slug, id: it.id }} search={{}}>
                {"externalReference" in it ? String(it.externalReference) : it.id}
              </Link>
              {"status" in it && typeof it.status === "string" && <Status status={it.status} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
