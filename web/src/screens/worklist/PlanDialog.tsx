import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useKeys } from "../../keys/Keys";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { Status } from "../../parts/Status";
import { moment } from "../../words/format";
import { buttonOf, type PlannedAct, titleOf, wouldOf } from "./actWords";
import { begin, type PreviewRow, preview, type Which } from "./bulk";
import { outcomeQuery } from "./outcome";
import { RowsTable } from "./RowsTable";
import { reasonOf } from "./reasons";
import type { Row } from "./rows";

/** Rows of a plan that are drawn; more are counted. */
const drawn = 100;

/** Rows of which it is asked what exactly would happen. */
const asked = 12;

interface PlanDialogProps {
  act: PlannedAct;
  /** What it is for: rows by their ids, or all that a search finds. */
  which: Which;
  /** How many that are; the plan says it exactly. */
  count: number;
  /** The rows that are here, for their references and what is found in them. */
  rows: readonly Row[];
  onRun: (id: string) => void;
  /** Marks rows instead of doing something with them. */
  onMark: (ids: readonly string[]) => void;
  onClose: () => void;
}

/** What would happen to each row, refusals first. Nothing is done before the button is pressed. */
export function PlanDialog(props: PlanDialogProps) {
  const { act, which, rows, onRun, onMark, onClose } = props;
  const { t, i18n } = useLingui();
  const [onlyRefused, setOnlyRefused] = useState(false);
  const [reason, setReason] = useState("");
  const trial = useRef(crypto.randomUUID());
  const plan = useQuery({
    queryKey: ["plan", trial.current],
    queryFn: () => preview({ action: act, ...which, ...(reason && { reason }) }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const start = useMutation({
    mutationFn: () => {
      const allowed = plan.data?.rows.filter((row) => row.allowed) ?? [];
      const declarations = allowed.map((row) => row.declarationId);
      return begin({ action: act, declarations, ...(reason && { reason }) });
    },
    onSuccess: (run) => onRun(run.id),
  });
  const count = plan.data?.rows.length ?? props.count;
  const allowed = plan.data?.allowed ?? 0;
  const refused = plan.data?.refused ?? 0;
  const needsReason = act === "invalidate";
  const isReady = allowed > 0 && !start.isPending && (!needsReason || reason.trim() !== "");
  const go = () => {
    if (isReady) start.mutate();
  };
  useKeys([
    {
      keys: "Ctrl+Enter",
      place: "dialog",
      words: msg`Do what the plan says`,
      whileTyping: true,
      act: go,
    },
  ]);
  const all = plan.data?.rows ?? [];
  const listed = onlyRefused ? all.filter((row) => !row.allowed) : all;
  const shown = listed.slice(0, drawn);
  const error = plan.error ?? start.error;
  const more = listed.length - shown.length;
  return (
    <Dialog name={i18n._(titleOf(act, count))} isCentred width={880} onClose={onClose}>
      <div className="dlg plan" tabIndex={-1} {...(!needsReason && { "data-autofocus": true })}>
        <header>
          <h2>{i18n._(titleOf(act, count))}</h2>
          <span className="tag">{t`nothing is done yet`}</span>
          {plan.data && (
            <span className="right row g1 q s">
              <Icon name="check" size={12} />
              {t`tried ${moment(new Date(plan.dataUpdatedAt))}`}
            </span>
          )}
        </header>
        <div className="row g4 sums" role="status">
          {plan.isPending && <span className="q">{t`Trying it`}</span>}
          {allowed > 0 && (
            <span className="st done">
              <Icon name="check" size={14} />
              {i18n._(wouldOf(act, allowed))}
            </span>
          )}
          {refused > 0 && (
            <span className="st problem">
              <Icon name="trouble" size={14} />
              {t`${plural(refused, { one: "One would refuse", other: "# would refuse" })}`}
            </span>
          )}
          <label className="row g2 right s m">
            <input
              type="checkbox"
              checked={onlyRefused}
              onChange={(event) => setOnlyRefused(event.currentTarget.checked)}
            />
            {t`only those that refuse`}
          </label>
        </div>
        {error && <Refusal>{error.message}</Refusal>}
        <RowsTable
          columns={[
            { head: t`Shipment`, width: 104 },
            { head: t`Would be`, width: 190 },
            { head: t`Message`, width: 110 },
            { head: t`Why` },
          ]}
          more={more > 0 && t`${plural(more, { one: "and one more", other: "and # more" })}`}
        >
          {shown.map((row, at) => (
            <PlanRow
              key={row.declarationId}
              act={act}
              row={row}
              known={rows.find((it) => it.id === row.declarationId)}
              isAsked={at < asked}
            />
          ))}
        </RowsTable>
        {needsReason && (
          <label className="reason">
            <span>{t`Why; customs reads it`}</span>
            <input
              className="filterline"
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </label>
        )}
        <footer>
          <span className="q s">
            {t`Each one is done or refused for itself; the result stays here, row by row.`}
          </span>
          <span className="right row g2">
            <button type="button" className="btn bare" onClick={onClose}>
              <Trans>Leave</Trans> <kbd>Esc</kbd>
            </button>
            {refused > 0 && count > 1 && (
              <button
                type="button"
                className="btn"
                onClick={() =>
                  onMark(all.filter((row) => !row.allowed).map((row) => row.declarationId))
                }
              >
                {t`${plural(refused, { one: "Mark the one that would refuse", other: "Mark the # that would refuse" })}`}
              </button>
            )}
            {allowed > 0 && (
              <button
                type="button"
                className="btn main"
                disabled={!isReady}
                title={isReady ? undefined : t`Give the reason first.`}
                onClick={go}
              >
                {i18n._(buttonOf(act, allowed))} <kbd>Ctrl</kbd>
                <kbd>Enter</kbd>
              </button>
            )}
          </span>
        </footer>
      </div>
    </Dialog>
  );
}

interface PlanRowProps {
  act: PlannedAct;
  row: PreviewRow;
  known: Row | undefined;
  isAsked: boolean;
}

function PlanRow({ act, row, known, isAsked }: PlanRowProps) {
  const { t } = useLingui();
  const { data: outcome } = useQuery({
    ...outcomeQuery(act, row.declarationId, known?.version ?? 0),
    enabled: isAsked && row.allowed && act !== "invalidate",
  });
  const status = (row.allowed && outcome?.status) || row.currentStatus;
  return (
    <tr>
      <td className="med">{known?.customsShipmentReference ?? row.lrn ?? row.declarationId}</td>
      <td>{status && <Status status={status} />}</td>
      <td className={outcome?.messages.length ? "ref" : "q"}>
        {row.allowed ? outcome?.messages.join(", ") || "" : t`none`}
      </td>
      <td className="cut" title={row.detail ?? undefined}>
        {row.allowed ? (
          <span className="q">{outcome?.finding ?? (outcome && t`checks pass`)}</span>
        ) : (
          <Reason act={act} row={row} known={known} />
        )}
      </td>
    </tr>
  );
}

/** Why a row would refuse; of what would be sent, what is found in it says more than its status. */
function Reason({ act, row, known }: Omit<PlanRowProps, "isAsked">) {
  const { t } = useLingui();
  const { tenant } = useParams({ from: "/$tenant" });
  const isSent = act === "submit" || act === "resend";
  if (!isSent || !known?.firstFinding || known.errorCount === 0) {
    return reasonOf(row.code, row.detail);
  }
  const more = known.errorCount - 1;
  return (
    <>
      <Link to="/$tenant/declarations/$id" params={{ tenant, id: known.id }} search={{}}>
        {known.firstFinding.message}
      </Link>
      {more > 0 && (
        <span className="q">{` ${t`${plural(more, { one: "and one more", other: "and # more" })}`}`}</span>
      )}
    </>
  );
}
