import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useMay, useTenant } from "../../api/tenant";
import type { Search } from "../../app/search";
import { Refusal } from "../../parts/Refusal";
import { exactly } from "../../words/format";
import { DocumentTree } from "./DocumentTree";
import { payloadQuery, type Shipment } from "./shipments";

/** The document of a shipment; where the address names something that was sent, that. */
export function Sent({ shipment, slug }: { shipment: Shipment; slug: string }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const mayRead = useMay("read:messages");
  const search = useSearch({ from: "/$tenant/shipments/$reference" });
  const { ingestion, field, kept, document } = search;
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
  const shown = id ? (kept ? data?.kept : data?.sent) : shipment.document;
  const at = sent && exactly(sent.receivedAt);
  const { kept: _kept, ingestion: _ingestion, document: _document, ...rest } = search;
  const ways: { name: string; is: boolean; search: Search }[] = [
    { name: t`Document`, is: !id, search: document ? { ...rest, document } : rest },
    {
      name: t`As sent`,
      is: id !== "" && !kept,
      search: { ...rest, ingestion: ingestion ?? "last" },
    },
    ...(data?.kept
      ? [
          {
            name: t`As it was kept`,
            is: Boolean(kept),
            search: { ...rest, ingestion: id, kept: "1" },
          },
        ]
      : []),
  ];
  return (
    <DocumentTree document={shown ?? {}} marked={marked} isOpen={document === "1" || id !== ""}>
      <div className="row tabs lined" role="tablist">
        {ways.map((way) => (
          <Link
            key={way.name}
            role="tab"
            aria-selected={way.is}
            to="/$tenant/shipments/$reference"
            params={{ tenant: slug, reference }}
            search={way.search}
            replace
          >
            {way.name}
          </Link>
        ))}
        <Link
          className="btn bare small right leave"
          to="/$tenant/shipments/$reference"
          params={{ tenant: slug, reference }}
          search={rest}
          replace
        >
          <Trans>Close</Trans>
        </Link>
      </div>
      {at && <p className="q s">{t`Sent ${at}`}</p>}
      {error && <Refusal>{error.message}</Refusal>}
    </DocumentTree>
  );
}
