import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { useTenant } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { number } from "../../words/format";
import { importTable, type Refused } from "./importing";
import type { Kind } from "./kinds";

interface ImportProps {
  kind: Kind;
  onClose: () => void;
}

/** A table is checked row by row; nothing is taken before it was shown what would come of it. */
export function Import({ kind, onClose }: ImportProps) {
  const { t } = useLingui();
  const { id: tenant } = useTenant();
  const queries = useQueryClient();
  const [isOver, setOver] = useState(false);
  const check = useMutation({
    mutationFn: async (file: File) => ({ file, report: await importTable(kind, file) }),
  });
  const take = useMutation({
    mutationFn: ({ file, plan }: { file: File; plan: string }) => importTable(kind, file, plan),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["masterdata", tenant] }),
  });
  const choose = (file: File | null | undefined) => {
    take.reset();
    if (file) check.mutate(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  const failed = check.error ?? take.error;
  const planned = check.data;
  const report = take.data ?? planned?.report;
  const valid = report ? report.created + report.changed : 0;
  return (
    <section className="scroll record" aria-label={t`Import a table`}>
      <div className="sec">
        <h2>
          <span className="fill title">
            <Trans>Import a table</Trans>
          </span>
          <button type="button" className="btn bare" onClick={onClose}>
            <Trans>Close</Trans>
          </button>
        </h2>
        <label
          className={isOver ? "dropzone over" : "dropzone"}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <span>
            <Trans>
              Drop a CSV or XLSX file here, or choose one. An empty cell leaves its field.
            </Trans>
          </span>
          <input
            type="file"
            accept=".csv,.txt,.xlsx"
            aria-label={t`File to import`}
            onChange={(event) => {
              choose(event.currentTarget.files?.[0]);
              // The same file, corrected, can be chosen again.
              event.currentTarget.value = "";
            }}
          />
        </label>
        {failed && <Refusal>{failed.message}</Refusal>}
        {check.isPending && (
          <p className="q" role="status">
            <Trans>Checking every row</Trans>
          </p>
        )}
        {report && (
          <>
            <p role="status">
              {take.data ? (
                <Trans>Taken from {planned?.file.name ?? ""}.</Trans>
              ) : (
                <Trans>What would come of {planned?.file.name ?? ""}. Nothing is done yet.</Trans>
              )}
            </p>
            <div className="sums">
              <Sum count={report.created} words={t`new`} />
              <Sum count={report.changed} words={t`changed`} />
              <Sum count={report.unchanged} words={t`as they are`} />
              <Sum count={report.refusedRows} words={t`refused`} isBad={report.refusedRows > 0} />
            </div>
          </>
        )}
        {planned && !take.data && (
          <div className="row g2">
            <button
              type="button"
              className="btn main"
              disabled={valid === 0 || take.isPending}
              onClick={() =>
                take.mutate({ file: planned.file, plan: planned.report.fingerprint ?? "" })
              }
            >
              <Icon name="check" />
              {report?.refusedRows ? (
                <Trans>Take the {number(valid)} that are right</Trans>
              ) : (
                <Trans>Take all {number(valid)}</Trans>
              )}
            </button>
          </div>
        )}
      </div>
      {report && report.refused.length > 0 && <RefusedRows refused={report.refused} />}
    </section>
  );
}

function Sum({ count, words, isBad }: { count: number; words: string; isBad?: boolean }) {
  return (
    <span className={isBad ? "late" : "m"}>
      <b>{number(count)}</b>
      {words}
    </span>
  );
}

function RefusedRows({ refused }: { refused: readonly Refused[] }) {
  const { t } = useLingui();
  return (
    <div className="sec">
      <h2>
        <Trans>Rows that are refused</Trans>
      </h2>
      <table className="grid compact refused">
        <thead>
          <tr>
            <th className="num at">{t`Row`}</th>
            <th className="in">{t`Column`}</th>
            <th>{t`What is wrong`}</th>
          </tr>
        </thead>
        <tbody>
          {refused.map((it) => (
            <tr key={`${it.row} ${it.column}`}>
              <td className="num">{number(it.row)}</td>
              <td title={it.column ?? undefined}>{it.column ?? ""}</td>
              <td className="wrap">{it.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
