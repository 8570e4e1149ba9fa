import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { answered, api } from "../../api/client";
import { useMay, useTenant } from "../../api/tenant";
import { Refusal } from "../../parts/Refusal";
import { useNow } from "../../parts/useNow";
import { exactly, moment } from "../../words/format";
import type { Shipment } from "./shipments";

const states: Record<string, ReturnType<typeof msg>> = {
  received: msg`Received`,
  processing: msg`In work`,
  succeeded: msg`Taken`,
  failed: msg`Failed`,
};

interface IngestionsProps {
  shipment: Shipment;
  slug: string;
}

/** What was sent of a shipment; each can be looked at, one that failed can be carried out anew. */
export function Ingestions({ shipment, slug }: IngestionsProps) {
  const { i18n, t } = useLingui();
  const now = useNow();
  const tenant = useTenant();
  const queries = useQueryClient();
  const mayDecide = useMay("admin:configuration");
  const search = useSearch({ from: "/$tenant/shipments/$reference" });
  const reference = shipment.externalReference ?? "";
  const again = useMutation({
    mutationFn: (referenceId: string) =>
      answered(
        api.POST("/v1/ingestions/{referenceId}/process", {
          params: { path: { referenceId } },
          body: { reason: "processed again on the screen of the shipment" },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["shipment", tenant.id] }),
  });
  return (
    <section>
      {again.error && <Refusal>{again.error.message}</Refusal>}
      <table className="grid bleed">
        <tbody>
          {shipment.ingestions.map((sent) => {
            const words = states[sent.state];
            const why = sent.errors[0]?.message ?? sent.waitsFor?.message;
            const isShown = search.ingestion === sent.referenceId;
            return (
              <tr key={sent.referenceId} aria-selected={isShown}>
                <td className="q tnum" title={exactly(sent.receivedAt)}>
                  {moment(sent.receivedAt, now)}
                </td>
                <td className={sent.state === "failed" ? "late" : "med"}>
                  {words ? i18n._(words) : sent.state}
                </td>
                <td className="why" title={why}>
                  {why}
                </td>
                <td className="q">{sent.sentBy}</td>
                <td className="acts">
                  {sent.state === "failed" && mayDecide && (
                    <button
                      type="button"
                      className="btn small"
                      disabled={again.isPending}
                      onClick={() => again.mutate(sent.referenceId)}
                    >
                      <Trans>Process again</Trans>
                    </button>
                  )}
                  <Link
                    className="btn bare small"
                    to="/$tenant/shipments/$reference"
                    params={{ tenant: slug, reference }}
                    search={{ tab: "ingestions", ingestion: isShown ? "" : sent.referenceId }}
                    replace
                  >
                    {isShown ? t`Close` : t`As sent`}
                  </Link>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
