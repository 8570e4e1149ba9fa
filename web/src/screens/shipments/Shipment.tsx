import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Files } from "../../parts/notes/Files";
import { Notes } from "../../parts/notes/Notes";
import type { At } from "../../parts/notes/query";
import { Refusal } from "../../parts/Refusal";
import { Status } from "../../parts/Status";
import { useNow } from "../../parts/useNow";
import { usePageTitle } from "../../parts/usePageTitle";
import { exactly, moment, number } from "../../words/format";
import { Flow } from "./Flow";
import { Ingestions } from "./Ingestions";
import { Sent } from "./Sent";
import { type Shipment as Standing, shipmentQuery } from "./shipments";
import "./shipments.css";

/** A shipment: its flow as steps with their declarations, what was sent of it, its document. */
export function Shipment() {
  const { t } = useLingui();
  const tenant = useTenant();
  const navigate = useNavigate();
  const { tenant: slug, reference } = useParams({ from: "/$tenant/shipments/$reference" });
  const { data: shipment, error } = useQuery(shipmentQuery(tenant.id, reference));
  const search = useSearch({ from: "/$tenant/shipments/$reference" });
  usePageTitle(reference);
  useKeys([
    {
      keys: "Esc",
      place: "list",
      words: msg`Back to the shipments`,
      act: () => {
        const opened = search.ingestion ?? search.document;
        if (opened) void navigate({ to: ".", search: {}, replace: true });
        else void navigate({ to: "/$tenant/shipments", params: { tenant: slug }, search: {} });
      },
    },
  ]);
  return (
    <>
      <header className="bar">
        <span className="crumb">
          <Link to="/$tenant/shipments" params={{ tenant: slug }} search={{}}>
            <Trans>Shipments</Trans>
          </Link>
          <Icon name="right" size={12} />
        </span>
        <h1>{reference}</h1>
        {shipment && (
          <>
            <span className="tag">{shipment.direction === "IN" ? t`In` : t`Out`}</span>
            {shipment.customsFlow && (
              <span className="q s">
                <Trans>
                  flow {shipment.customsFlow}, version {shipment.flowVersion}
                </Trans>
              </span>
            )}
          </>
        )}
        <span className="fill" />
        <Link
          className="btn leave"
          to="/$tenant/shipments/$reference"
          params={{ tenant: slug, reference }}
          search={{ document: "1" }}
          replace
        >
          <Trans>Document</Trans>
        </Link>
        <Link
          className="btn"
          to="/$tenant/shipments/new"
          params={{ tenant: slug }}
          search={{ copy: reference }}
        >
          <Icon name="copy" />
          <Trans>Copy to a new one</Trans>
        </Link>
      </header>
      {error && <Refusal>{error.message}</Refusal>}
      {shipment && (
        <div className="fill oneshipment">
          <div className="col">
            <Flow shipment={shipment} slug={slug} />
            <div className="fill scroll">
              <Declarations shipment={shipment} slug={slug} />
              <Ingestions shipment={shipment} slug={slug} />
              <Beside
                at={{
                  kind: "shipment",
                  tenant: tenant.id,
                  reference,
                  direction: shipment.direction,
                }}
              />
            </div>
          </div>
          <Sent shipment={shipment} slug={slug} />
        </div>
      )}
    </>
  );
}

/** What people say about it, and its files. */
function Beside({ at }: { at: At }) {
  return (
    <div className="beside">
      <section>
        <h2 className="ofship">
          <Trans>Notes</Trans>
        </h2>
        <Notes at={at} />
      </section>
      <section>
        <h2 className="ofship">
          <Trans>Files</Trans>
        </h2>
        <Files at={at} />
      </section>
    </div>
  );
}

interface PartProps {
  shipment: Standing;
  slug: string;
}

function Declarations({ shipment, slug }: PartProps) {
  const { t } = useLingui();
  const now = useNow();
  const own = shipment.declarations;
  return (
    <section>
      <h2 className="ofship">
        <Trans>Declarations</Trans> <span className="q">{number(own.length)}</span>
      </h2>
      <table className="grid bleed">
        <thead>
          <tr>
            <th>{t`Step`}</th>
            <th>{t`Status`}</th>
            <th>{t`MRN, else LRN`}</th>
            <th className="num">{t`Run`}</th>
            <th className="num">{t`Changed`}</th>
          </tr>
        </thead>
        <tbody>
          {own.toReversed().map((declaration) => (
            <tr key={declaration.id}>
              <td className="med">{declaration.step ?? t`told of by customs`}</td>
              <td>
                <Status status={declaration.currentStatus} />
              </td>
              <td>
                <Link
                  className="ref"
                  to="/$tenant/declarations/$id"
                  params={{ tenant: slug, id: declaration.id }}
                  search={{}}
                >
                  {declaration.mrn ?? declaration.arc ?? declaration.lrn}
                </Link>
              </td>
              <td className="num q">{declaration.run}</td>
              <td className="num q" title={exactly(declaration.lastUpdated)}>
                {moment(declaration.lastUpdated, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
