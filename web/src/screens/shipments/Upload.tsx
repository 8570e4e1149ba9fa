import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type DragEvent, useEffect, useState } from "react";
import { Problem } from "../../api/problem";
import { useTenant } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { Status } from "../../parts/Status";
import { usePageTitle } from "../../parts/usePageTitle";
import { type Planned, plan, readShipments, take } from "./plan";
import { shipmentQuery } from "./shipments";
import "./shipments.css";

/** Shipments that are pasted, dropped or copied: what would come of each is shown before any is
 * kept. */
export function Upload() {
  const { t } = useLingui();
  const tenant = useTenant();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tenant: slug } = useParams({ from: "/$tenant/shipments/new" });
  const { copy } = useSearch({ from: "/$tenant/shipments/new" });
  const [typed, setTyped] = useState("");
  const source = useQuery({ ...shipmentQuery(tenant.id, copy ?? ""), enabled: Boolean(copy) });
  const preview = useMutation({ mutationFn: (text: string) => plan(readShipments(text)) });
  const taking = useMutation({
    mutationFn: (planned: readonly Planned[]) => take(planned),
    onSuccess: async (refused) => {
      await queries.invalidateQueries({ queryKey: ["shipments", tenant.id] });
      if (refused.length > 0) return;
      await navigate({ to: "/$tenant/shipments", params: { tenant: slug }, search: {} });
    },
  });
  usePageTitle(t`New shipment`);
  const copied = source.data?.document;
  useEffect(() => {
    if (!copied) return;
    const document = { ...copied, externalReference: "" };
    // What identifies elements is of the shipment that was copied.
    const withoutIdentity = (name: string, value: unknown) =>
      name === "casReference" ? undefined : value;
    setTyped(JSON.stringify(document, withoutIdentity, 2));
  }, [copied]);
  const show = (text: string) => {
    setTyped(text);
    preview.reset();
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) show(await file.text());
  };
  const planned = preview.data ?? [];
  const valid = planned.filter((it) => it.outcome === "successful" && it.errors === 0);
  const failed = preview.error ?? taking.error;
  return (
    <>
      <header className="bar">
        <span className="crumb">
          <Link to="/$tenant/shipments" params={{ tenant: slug }} search={{}}>
            <Trans>Shipments</Trans>
          </Link>
          <Icon name="right" size={12} />
        </span>
        <h1>
          <Trans>New shipment</Trans>
        </h1>
      </header>
      <div className="fill upload">
        <div className="typed">
          <p className="m" id="upload-help">
            <Trans>
              One shipment as JSON, or one per line (NDJSON). Paste it or drop a file here.
            </Trans>
          </p>
          <textarea
            className="fill"
            aria-label={t`Shipments`}
            aria-describedby="upload-help"
            spellCheck={false}
            onDrop={(event) => void drop(event)}
            onDragOver={(event) => event.preventDefault()}
            value={typed}
            onChange={(event) => show(event.currentTarget.value)}
          />
        </div>
        <div className="planned scroll" aria-live="polite">
          {failed && (
            <Refusal>
              {failed instanceof Problem || failed instanceof SyntaxError
                ? failed.message
                : t`This cannot be read.`}
            </Refusal>
          )}
          {taking.data?.map((why) => (
            <Refusal key={why}>{why}</Refusal>
          ))}
          {planned.map((it) => (
            <section key={it.reference}>
              <h2>{it.reference}</h2>
              {it.declarations.map((declaration) => (
                <div className="row g3" key={declaration.step}>
                  <span className="med">{declaration.step}</span>
                  <Status status={declaration.status} />
                </div>
              ))}
              <ul>
                {it.findings.map((finding) => (
                  <li key={finding} className="m">
                    {finding}
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {!failed && planned.length === 0 && (
            <p className="q">
              <Trans>What would come of it is shown here. Nothing is kept before.</Trans>
            </p>
          )}
        </div>
      </div>
      <div className="foot">
        <button
          type="button"
          className="btn"
          disabled={!typed.trim() || preview.isPending}
          onClick={() => preview.mutate(typed)}
        >
          <Icon name="eye" />
          <Trans>Show what would come of it</Trans>
        </button>
        <span className="fill" />
        {planned.length > 0 && valid.length < planned.length && valid.length > 0 && (
          <button type="button" className="btn" onClick={() => taking.mutate(valid)}>
            <Trans>Take the {valid.length} that are valid</Trans>
          </button>
        )}
        {planned.length > 0 && (
          <button
            type="button"
            className="btn main"
            disabled={taking.isPending}
            onClick={() => taking.mutate(planned)}
          >
            <Trans>Take all {planned.length}</Trans>
          </button>
        )}
      </div>
    </>
  );
}
