import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Refusal } from "../../../parts/Refusal";
import { number } from "../../../words/format";
import { tableDocument } from "../model/table";
import type { Editor } from "../useEditor";
import type { Saving } from "../useSaveTable";
import { makeTest, replay } from "./questions";

interface ReplayPaneProps {
  editor: Editor;
  saving: Saving;
}

/** The most declarations that are made tests at once. */
const mostKept = 40;

/** The last name of a path: what the field is called, without where it stands. */
function lastName(path: string): string {
  return path.replaceAll("[]", "").split(".").at(-1) ?? path;
}

/** What the saved draft changes in declarations that asked the table before. */
export function ReplayPane({ editor, saving }: ReplayPaneProps) {
  const { t } = useLingui();
  const { tenant: slug = "" } = useParams({ strict: false });
  const [last, setLast] = useState(100);
  const run = useMutation({ mutationFn: () => replay(editor.table.name, last) });
  const isDraft = saving.stands.state === "draft";
  const { data } = run;
  const kept = (data?.trials ?? []).filter((it) => it.changes.length > 0).slice(0, mostKept);
  const keep = useMutation({
    mutationFn: async () => {
      for (const { declarationId, externalReference, lrn } of kept) {
        const saved = await makeTest(
          editor.table.name,
          declarationId,
          undefined,
          `${externalReference} ${lrn}`,
        );
        saving.settle(saved, tableDocument(saved.document).table);
      }
    },
  });
  const fields = Object.entries(data?.fields ?? {}).sort(([, one], [, other]) => other - one);
  const largest = fields[0]?.[1] ?? 1;
  return (
    <div className="rp">
      <div>
        {data && (
          <p className="big" role="status">
            {number(data.changed)}{" "}
            <span className="q">{t`of ${number(data.declarations)} would differ`}</span>
          </p>
        )}
        <p className="q s">
          <Trans>
            The last declarations that asked this table, asked again with the saved draft. Nothing
            is changed.
          </Trans>
        </p>
        <div className="row g2 ask">
          <select
            className="word"
            aria-label={t`How many declarations`}
            value={last}
            onChange={(event) => setLast(Number(event.currentTarget.value))}
          >
            {[20, 100, 500].map((it) => (
              <option key={it} value={it}>
                {plural(it, { one: "the last one", other: "the last #" })}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="btn small"
            disabled={run.isPending || !isDraft || editor.isDirty}
            title={!isDraft || editor.isDirty ? t`Save the draft first.` : undefined}
            onClick={() => run.mutate()}
          >
            {run.isPending ? <Trans>Asked again</Trans> : <Trans>Ask again</Trans>}
          </button>
        </div>
        {data && data.changed > 0 && (
          <button
            type="button"
            className="btn small ask"
            disabled={keep.isPending || editor.isDirty}
            onClick={() => keep.mutate()}
          >
            {plural(kept.length, { one: "Keep # as a test", other: "Keep # as tests" })}
          </button>
        )}
        {keep.error && <Refusal>{keep.error.message}</Refusal>}
        {run.error && <Refusal>{run.error.message}</Refusal>}
      </div>
      <div>
        <p className="q xs med">{t`What differs`}</p>
        <table className="rd">
          <tbody>
            {data?.trials.slice(0, 60).flatMap((trial) =>
              trial.changes.map((it, at) => (
                <tr key={`${trial.declarationId}/${it.path}`}>
                  <td>
                    {at === 0 && (
                      <Link
                        to="/$tenant/declarations/$id"
                        params={{ tenant: slug, id: trial.declarationId }}
                        search={{}}
                      >
                        {trial.externalReference}
                      </Link>
                    )}
                  </td>
                  <td className="q" title={it.path}>
                    {lastName(it.path)}
                  </td>
                  <td>
                    {it.before && <span className="del ref">{it.before}</span>}{" "}
                    {it.after && <span className="ins ref">{it.after}</span>}
                  </td>
                  <td className="q">
                    {at === 0 &&
                      trial.newFindings.length > 0 &&
                      plural(trial.newFindings.length, {
                        one: "# new finding",
                        other: "# new findings",
                      })}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
        {data && data.changed === 0 && <p>{t`Nothing would differ.`}</p>}
      </div>
      <div>
        <p className="q xs med">{t`Fields that change`}</p>
        <ul className="bars">
          {fields.map(([path, count]) => (
            <li key={path} title={path}>
              <span className="cut">{lastName(path)}</span>
              <span className="bx">
                <i style={{ width: `${(100 * count) / largest}%` }} />
              </span>
              <span className="num">{number(count)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
