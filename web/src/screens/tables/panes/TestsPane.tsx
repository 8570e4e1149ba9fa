import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { keepFile } from "../../../api/download";
import { Icon } from "../../../parts/Icon";
import { Refusal } from "../../../parts/Refusal";
import type { TableTest } from "../model/table";
import type { Editor } from "../useEditor";
import type { Saving } from "../useSaveTable";
import { runTests } from "./questions";

interface TestsPaneProps {
  editor: Editor;
  saving: Saving;
  goTo: (row: string) => void;
}

function rowsOf(test: TableTest): string {
  const rows = test.expect?.rows;
  return Array.isArray(rows) ? rows.join(", ") : "";
}

/** The tests that stand with the table: run, imported, exported, taken away; and what none covers. */
export function TestsPane({ editor, saving, goTo }: TestsPaneProps) {
  const { t } = useLingui();
  const { tests, canEdit, table } = editor;
  const version = saving.stands.state === "draft" ? "draft" : `${saving.stands.version}`;
  const run = useMutation({ mutationFn: () => runTests(table.name, version, tests) });
  const results = new Map(run.data?.tests.map((it) => [it.name, it.failures]));
  const passed = run.data?.tests.filter((it) => it.failures.length === 0).length;
  const take = async (file: File | undefined) => {
    if (file) editor.setTests(JSON.parse(await file.text()) as TableTest[]);
  };
  const untested = run.data?.untestedRows ?? [];
  return (
    <div className="twocols">
      <div>
        <div className="row g2">
          <button
            type="button"
            className="btn small"
            disabled={run.isPending || editor.isDirty}
            title={editor.isDirty ? t`Save the draft first.` : undefined}
            onClick={() => run.mutate()}
          >
            <Trans>Run the tests</Trans>
          </button>
          <button
            type="button"
            className="btn bare small"
            disabled={tests.length === 0}
            onClick={() =>
              keepFile(
                `${table.name}.tests.json`,
                new Blob([JSON.stringify(tests, null, 2)], { type: "application/json" }),
              )
            }
          >
            <Trans>Export tests</Trans>
          </button>
          {canEdit && (
            <label className="btn bare small file">
              <Trans>Import tests</Trans>
              <input
                type="file"
                accept=".json"
                aria-label={t`Import tests`}
                onChange={(event) => void take(event.currentTarget.files?.[0])}
              />
            </label>
          )}
          {passed !== undefined && (
            <span role="status">{t`${passed} of ${run.data?.tests.length ?? 0} pass`}</span>
          )}
        </div>
        {run.error && <Refusal>{run.error.message}</Refusal>}
        {tests.length === 0 && (
          <p className="q">{t`No test yet. Try a declaration, then make it a test by M.`}</p>
        )}
        <table className="rd">
          <tbody>
            {tests.map((test) => {
              const failures = results.get(test.name);
              return (
                <tr key={test.name}>
                  <td>
                    {failures && (
                      <Icon
                        name={failures.length === 0 ? "check" : "trouble"}
                        size={14}
                        className={failures.length === 0 ? "well" : "late"}
                      />
                    )}{" "}
                    {test.name}
                  </td>
                  <td className="q">{rowsOf(test)}</td>
                  <td className="late">{failures?.map((it) => JSON.stringify(it)).join("; ")}</td>
                  <td>
                    {canEdit && (
                      <button
                        type="button"
                        className="btn bare icon small"
                        aria-label={t`Take the test ${test.name} away`}
                        onClick={() => editor.setTests(tests.filter((it) => it !== test))}
                      >
                        <Icon name="close" size={12} />
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div>
        <p className="q xs med">{t`Rows that no test covers`}</p>
        {run.data && untested.length === 0 && <p>{t`Each row fires in some test.`}</p>}
        {untested.slice(0, 60).map((it) => (
          <button key={it} type="button" className="link" onClick={() => goTo(it)}>
            {it}
          </button>
        ))}
        {untested.length > 60 && <span className="q">{t`and ${untested.length - 60} more`}</span>}
      </div>
    </div>
  );
}
