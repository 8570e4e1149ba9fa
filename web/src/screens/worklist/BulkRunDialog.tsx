import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { Status } from "../../parts/Status";
import { exactly } from "../../words/format";
import { titleOf } from "./actWords";
import { isUnderWay, type ResultRow, runQuery } from "./bulk";
import { detailQuery } from "./peek";
import { RowsTable } from "./RowsTable";
import { reasonOf } from "./reasons";
import type { Row } from "./rows";
import { stateWords } from "./stateWords";

/** Rows whose declarations are read one by one where the list does not have them. */
const asked = 60;

interface BulkRunDialogProps {
  tenant: string;
  id: string;
  /** Rows of the list, for their references and statuses. */
  known: readonly Row[];
  onMark: (ids: readonly string[]) => void;
  /** It is left; `isGoing` where its end is still to be told. */
  onClose: (isGoing: boolean) => void;
}

/** What came of each declaration of a run, as it comes in. Leaving does not stop it. */
export function BulkRunDialog({ tenant, id, known, onMark, onClose }: BulkRunDialogProps) {
  const { t, i18n } = useLingui();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(runQuery(tenant, id));
  const run = data?.pages[0];
  const results = data?.pages.flatMap((page) => page.results) ?? [];
  const isGoing = data?.pages.some(isUnderWay) ?? true;
  const failed = results.filter((row) => row.state === "refused" || row.state === "failed");
  const done = results.filter((row) => row.state === "done").length;
  const pending = (run?.rows ?? 0) - done - failed.length;
  const leave = () => onClose(isGoing);
  const title = run ? i18n._(titleOf(run.action, run.rows)) : t`Result`;
  return (
    <Dialog name={title} isCentred width={880} onClose={leave}>
      <div className="dlg plan">
        <header>
          <h2>{title}</h2>
          <span className="tag">{isGoing ? t`under way` : t`finished`}</span>
          {run && (
            <span className="right q s" title={exactly(run.requestedAt)}>
              {run.requestedBy}
            </span>
          )}
        </header>
        <div className="row g4 sums" role="status">
          <span className="st done">
            <Icon name="check" size={14} />
            {t`${plural(done, { one: "One is done", other: "# are done" })}`}
          </span>
          {failed.length > 0 && (
            <span className="st problem">
              <Icon name="trouble" size={14} />
              {t`${plural(failed.length, { one: "One refused", other: "# refused" })}`}
            </span>
          )}
          {pending > 0 && (
            <span className="q">{t`${plural(pending, { one: "One is waited for", other: "# are waited for" })}`}</span>
          )}
        </div>
        {error && <Refusal>{error.message}</Refusal>}
        <RowsTable
          columns={[
            { head: t`Shipment`, width: 220 },
            { head: t`Status`, width: 190 },
            { head: t`Result`, width: 120 },
            { head: t`Why` },
          ]}
          more={
            hasNextPage && (
              <button type="button" className="link" onClick={() => void fetchNextPage()}>
                <Trans>Show more</Trans>
              </button>
            )
          }
        >
          {results.map((row, at) => (
            <RunRow
              key={row.declarationId}
              row={row}
              isAsked={at < asked}
              known={known.find((it) => it.id === row.declarationId)}
            />
          ))}
        </RowsTable>
        <footer>
          <span className="q s">{t`It goes on when you leave, and stays under Activity.`}</span>
          <span className="right row g2">
            {failed.length > 0 && !isGoing && (
              <button
                type="button"
                className="btn"
                onClick={() => onMark(failed.map((row) => row.declarationId))}
              >
                {t`${plural(failed.length, { one: "Mark the one that refused", other: "Mark the # that refused" })}`}
              </button>
            )}
            <button type="button" className="btn main" onClick={leave} data-autofocus>
              <Trans>Leave</Trans> <kbd>Esc</kbd>
            </button>
          </span>
        </footer>
      </div>
    </Dialog>
  );
}

interface RunRowProps {
  row: ResultRow;
  known: Row | undefined;
  /** Whether its declaration is read where the list does not have it. */
  isAsked: boolean;
}

function RunRow({ row, known, isAsked }: RunRowProps) {
  const { i18n } = useLingui();
  const { data: read } = useQuery({
    ...detailQuery(row.declarationId, 0),
    enabled: isAsked && known === undefined,
  });
  const declaration = known ?? read;
  const words = stateWords[row.state];
  const isBad = row.state === "refused" || row.state === "failed";
  return (
    <tr>
      <td className="med">{declaration?.customsShipmentReference ?? row.declarationId}</td>
      <td>{declaration && <Status status={declaration.currentStatus} />}</td>
      <td className={isBad ? "late" : "m"}>{words ? i18n._(words) : row.state}</td>
      <td className="cut" title={row.detail ?? undefined}>
        {isBad && reasonOf(row.code, row.detail)}
      </td>
    </tr>
  );
}
