import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import { Dialog } from "../../parts/Dialog";
import { Refusal } from "../../parts/Refusal";
import { number } from "../../words/format";
import type { Fault, Version } from "./data";
import { sameRow } from "./model/changes";
import { type DecisionTable, tableDocument } from "./model/table";
import type { Editor } from "./useEditor";
import type { Saving } from "./useSaveTable";

interface ImportDialogProps {
  file: File;
  editor: Editor;
  saving: Saving;
  onClose: () => void;
}

interface Preview {
  added: string[];
  removed: string[];
  changed: string[];
}

function previewOf(before: DecisionTable, after: DecisionTable): Preview {
  const old = new Map(before.rows.map((row) => [row.id, row]));
  const fresh = new Set(after.rows.map((row) => row.id));
  return {
    added: after.rows.filter((row) => !old.has(row.id)).map((row) => row.id),
    removed: before.rows.filter((row) => !fresh.has(row.id)).map((row) => row.id),
    changed: after.rows
      .filter((row) => {
        const was = old.get(row.id);
        return was !== undefined && !sameRow(was, row);
      })
      .map((row) => row.id),
  };
}

/** Reads a file; with `dryRun` nothing is changed. */
async function read(name: string, file: File, etag: string | undefined, dryRun: boolean) {
  const answer = await answered(
    api.POST("/v1/decisiontables/{name}/import", {
      params: {
        path: { name },
        query: dryRun ? { dryRun } : {},
        header: etag ? { "If-Match": `"${etag}"` } : {},
      },
      body: file as unknown as number[],
      bodySerializer: () => file,
      headers: { "Content-Type": typeOf(file.name) },
    }),
  );
  const body = "wouldAnswer" in answer ? answer.wouldAnswer?.body : answer;
  return body as unknown as Version;
}

function typeOf(name: string): string {
  if (name.endsWith(".csv")) return "text/csv";
  if (name.endsWith(".xlsx"))
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return "application/dmn+xml";
}

/** A file before it becomes the draft: what it adds, changes and takes away, or what is wrong. */
export function ImportDialog({ file, editor, saving, onClose }: ImportDialogProps) {
  const { t } = useLingui();
  const [preview, setPreview] = useState<Preview>();
  const [faults, setFaults] = useState<readonly Fault[]>();
  const [refusal, setRefusal] = useState<string>();
  const { stands } = saving;
  const etag = stands.state === "draft" ? stands.etag : undefined;
  const { name } = editor.table;
  const refused = (problem: unknown) => {
    if (problem instanceof Problem && problem.body?.errors) setFaults(problem.body.errors);
    setRefusal(problem instanceof Error ? problem.message : String(problem));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file is read once
  useEffect(() => {
    read(name, file, etag, true)
      .then((version) => setPreview(previewOf(editor.table, tableDocument(version.document).table)))
      .catch(refused);
  }, [file]);
  const take = async () => {
    try {
      const version = await read(name, file, etag, false);
      const { table } = tableDocument(version.document);
      editor.apply(() => table, { id: "imported", message: t`Imported` });
      saving.settle(version, table);
      onClose();
    } catch (problem) {
      refused(problem);
    }
  };
  const line = (words: string, ids: readonly string[]) => (
    <tr key={words}>
      <td>{words}</td>
      <td className="num tnum">{number(ids.length)}</td>
      <td className="q cut">
        {ids.slice(0, 8).join(", ")}
        {ids.length > 8 && " …"}
      </td>
    </tr>
  );
  return (
    <Dialog name={t`Import ${file.name}`} isTitled width={640} onClose={onClose}>
      {refusal && <Refusal>{refusal}</Refusal>}
      {faults && (
        <ul className="faults">
          {faults.slice(0, 50).map((it) => (
            <li key={`${it.path}/${it.row}/${it.column}/${it.message}`}>
              <b className="med">
                {[it.line && t`line ${it.line}`, it.row, it.column].filter(Boolean).join(", ")}
              </b>{" "}
              {it.message}
            </li>
          ))}
        </ul>
      )}
      {!preview && !refusal && <p className="q">{t`The file is read. Nothing is changed yet.`}</p>}
      {preview && (
        <>
          <p className="q">{t`Nothing is changed yet. The draft would differ from what is here:`}</p>
          <table className="grid">
            <tbody>
              {line(t`New rows`, preview.added)}
              {line(t`Changed rows`, preview.changed)}
              {line(t`Rows that go`, preview.removed)}
            </tbody>
          </table>
        </>
      )}
      <footer className="row g2 racefoot">
        <button type="button" className="btn bare right" onClick={onClose}>
          <Trans>Leave</Trans> <kbd>Esc</kbd>
        </button>
        <button
          type="button"
          className="btn main"
          data-autofocus
          disabled={!preview}
          onClick={() => void take()}
        >
          <Trans>Make it the draft</Trans>
        </button>
      </footer>
    </Dialog>
  );
}
