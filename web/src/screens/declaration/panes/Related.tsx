import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Status } from "../../../parts/Status";
import { relatedQuery } from "../data";
import { useDesk } from "../desk";

/** The declarations that belong together with this one. */
export function Related() {
  const { t } = useLingui();
  const { tenant, declaration } = useDesk();
  const { tenant: slug } = useParams({ from: "/$tenant" });
  const { data } = useQuery(relatedQuery(tenant, declaration.id));
  const words: Record<string, string> = {
    splitFrom: t`was split, and this came of it`,
    splitInto: t`came of this by splitting`,
    exportDeclaration: t`export declaration of these goods`,
    named: t`named in the documents`,
    sameShipment: t`of the same shipment`,
  };
  if (data?.related.length === 0) {
    return (
      <p className="q s blank">
        <Trans>No other declaration belongs to this one.</Trans>
      </p>
    );
  }
  return (
    <ul className="kin">
      {data?.related.map((it) => (
        <li key={`${it.relation} ${it.declarationId}`}>
          <Link
            to="/$tenant/declarations/$id"
            params={{ tenant: slug, id: it.declarationId }}
            search={{}}
            className="med"
          >
            {it.customsShipmentReference} · {it.declarationType}
          </Link>
          <Status status={it.currentStatus} />
          <span className="q s">{words[it.relation] ?? it.relation}</span>
          <span className="ref q">{it.mrn ?? it.arc ?? it.lrn}</span>
        </li>
      ))}
    </ul>
  );
}
