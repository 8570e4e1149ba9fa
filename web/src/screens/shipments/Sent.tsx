import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useMay, useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { exactly } from "../../words/format";
import { DocumentTree } from "./DocumentTree";
import { payloadQuery, type Shipment } from "./shipments";

/** The document of a shipment; where the address names something that was sent, that. */
export function Sent({ shipment, slug }: { shipment: Shipment; slug: string }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const mayRead = useMay("read:messages");
  const { ingestion, field, kept, document } = useSearch({ from: "/$tenant/shipments/$reference" });
  const reference = shipment.externalReference ?? "";
  const taken = shipment.ingestions.filter((it) => it.state === "succeeded");
  const newest = taken.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))[0];
  const id = ingestion === "last" ? (newest?.referenceId ?? "") : (ingestion ?? "");
  const sent = shipment.ingestions.find((it) => it.referenceId === id);
  const { data, error } = useQuery({
    ...payloadQuery(tenant.id, id),
    enabled: mayRead && id !== "",
  });
  const marked = field && `singleAdministrativeDocument.${field}`;
  if (!id) {
    return (
      <DocumentTree document={shipment.document} marked={marked} isOpen={document === "1"}>
        <Link
          className="btn bare small leave"
          to="/$tenant/shipments/$reference"
          params={{ tenant: slug, reference }}
          search={{}}
          replace
        >
          <Trans>Close</Trans>
        </Link>
      </DocumentTree>
    );
  }
  const shown = kept ? data?.kept : data?.sent;
  const at = sent && exactly(sent.receivedAt);
  return (
    <DocumentTree document={shown ?? {}} marked={marked} isOpen>
      <div className="row g2">
        <b className="cut">{at ? t`Sent ${at}` : t`As sent`}</b>
        {data?.kept && (
          <div className="seg">
            {[false, true].map((isKept) => (
              <Link
                key={String(isKept)}
                aria-current={Boolean(kept) === isKept}
                to="/$tenant/shipments/$reference"
                params={{ tenant: slug, reference }}
                search={{
                  ingestion: id,
                  ...(field ? { field } : {}),
                  ...(isKept ? { kept: "1" } : {}),
                }}
                replace
              >
                {isKept ? t`As it was kept` : t`As sent`}
              </Link>
            ))}
          </div>
        )}
        <Link
          className="btn bare small right"
          to="/$tenant/shipments/$reference"
          params={{ tenant: slug, reference }}
          search={{}}
          replace
        >
          <Trans>The document now</Trans>
        </Link>
      </div>
      {error && <Refusal>{error.message}</Refusal>}
    </DocumentTree>
  );
}
