import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMay, useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Files } from "../../parts/notes/Files";
import { Notes } from "../../parts/notes/Notes";
import { type At, filesQuery, notesQuery } from "../../parts/notes/query";
import { Refusal } from "../../parts/Refusal";
import { usePageTitle } from "../../parts/usePageTitle";
import { number } from "../../words/format";
import type { Row } from "../worklist/rows";
import { Declarations } from "./Declarations";
import { Flow } from "./Flow";
import { Happened } from "./Happened";
import { Ingestions } from "./Ingestions";
import { Sent } from "./Sent";
import { Strip } from "./Strip";
import { type Shipment as Standing, shipmentQuery } from "./shipments";
import { rowsQuery } from "./standing";
import "./shipments.css";

/** A shipment: its flow as steps with their declarations, what was sent of it, its document. */
export function Shipment() {
  const { t } = useLingui();
  const tenant = useTenant();
  const navigate = useNavigate();
  const maySend = useMay("create:messages");
  const { tenant: slug, reference } = useParams({ from: "/$tenant/shipments/$reference" });
  const search = useSearch({ from: "/$tenant/shipments/$reference" });
  const { data: shipment, error } = useQuery(shipmentQuery(tenant.id, reference));
  usePageTitle(reference);
  // What corrects a shipment begins at one of its declarations.
  const corrected = shipment?.declarations.at(-1)?.id;
  const correct = () => {
    if (!corrected || !maySend) return;
    const params = { tenant: slug, id: corrected };
    void navigate({
      to: "/$tenant/declarations/$id/correct",
      params,
      search: { way: "update" },
    });
  };
  const back = () => {
    if (search.ingestion ?? search.document) {
      const params = { tenant: slug, reference };
      void navigate({ to: "/$tenant/shipments/$reference", params, search: {}, replace: true });
    } else void navigate({ to: "/$tenant/shipments", params: { tenant: slug }, search: {} });
  };
  useKeys([
    { keys: "Esc", place: "list", words: msg`Back to the shipments`, act: back },
    { keys: "E", place: "list", words: msg`Correct`, act: correct },
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
            <span className="tag">
              {[shipment.direction === "IN" ? t`In` : t`Out`, shipment.document.plant]
                .filter(Boolean)
                .join(" · ")}
            </span>
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
        {maySend && (
          <>
            <Link
              className="btn"
              to="/$tenant/shipments/new"
              params={{ tenant: slug }}
              search={{ copy: reference }}
            >
              <Icon name="copy" />
              <Trans>Copy to a new one</Trans>
            </Link>
            <button type="button" className="btn main" disabled={!corrected} onClick={correct}>
              <Trans>Correct</Trans> <kbd>E</kbd>
            </button>
          </>
        )}
      </header>
      {error && <Refusal>{error.message}</Refusal>}
      {shipment && <Opened shipment={shipment} slug={slug} />}
    </>
  );
}

const tabs = ["declarations", "ingestions", "notes", "files"] as const;

/** A shipment that was read: its flow, what belongs to it, its document. */
function Opened({ shipment, slug }: { shipment: Standing; slug: string }) {
  const { t } = useLingui();
  const tenant = useTenant().id;
  const search = useSearch({ from: "/$tenant/shipments/$reference" });
  const { externalReference: reference, direction } = shipment;
  const at: At = { kind: "shipment", tenant, reference, direction };
  const rows: readonly Row[] = useQuery(rowsQuery(tenant, shipment)).data ?? [];
  const notes = useInfiniteQuery(notesQuery(at)).data?.pages.flatMap((page) => page.notes);
  const files = useQuery(filesQuery(at)).data?.attachments;
  const tab = tabs.find((it) => it === search.tab) ?? "declarations";
  const words = {
    declarations: t`Declarations`,
    ingestions: t`What was sent`,
    notes: t`Notes`,
    files: t`Files`,
  };
  const counts = {
    declarations: shipment.declarations.length,
    ingestions: shipment.ingestions.length,
    notes: notes?.filter((it) => !it.deletedAt).length ?? 0,
    files: files?.filter((it) => !it.deletedAt).length ?? 0,
  };
  return (
    <>
      <Strip shipment={shipment} rows={rows} slug={slug} />
      <div className="fill oneshipment">
        <div className="col">
          <Flow shipment={shipment} slug={slug} />
          <div className="tabs lined" role="tablist">
            {tabs.map((it) => (
              <Link
                key={it}
                role="tab"
                aria-selected={tab === it}
                to="/$tenant/shipments/$reference"
                params={{ tenant: slug, reference }}
                search={{ ...search, tab: it === "declarations" ? "" : it }}
                replace
              >
                {words[it]}
                {counts[it] > 0 && <span className="n">{number(counts[it])}</span>}
              </Link>
            ))}
          </div>
          <div className="fill scroll" role="tabpanel" aria-label={words[tab]}>
            {tab === "declarations" && (
              <>
                <Declarations shipment={shipment} rows={rows} slug={slug} />
                <Happened shipment={shipment} rows={rows} slug={slug} />
              </>
            )}
            {tab === "ingestions" && <Ingestions shipment={shipment} slug={slug} />}
            {tab === "notes" && <Notes at={at} />}
            {tab === "files" && <Files at={at} />}
          </div>
        </div>
        <Sent shipment={shipment} slug={slug} />
      </div>
    </>
  );
}
