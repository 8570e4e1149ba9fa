import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { number } from "../../words/format";
import { useLabels, Values } from "../flows/dock/TrialTable";
import { replay } from "../tables/panes/questions";

/** The most declarations that are asked again. */
const last = 500;

/** The most declarations that are shown one by one. */
const shown = 50;

interface TableEffectsProps {
  name: string;
  slug: string;
}

/** What the draft of a table would change in declarations that asked the table before. */
export function TableEffects({ name, slug }: TableEffectsProps) {
  const { t } = useLingui();
  const label = useLabels();
  const run = useMutation({ mutationFn: () => replay(name, last) });
  const { data, error, isPending } = run;
  return (
    <div className="effects">
      <h2>
        <Trans>What it does to real declarations</Trans>
      </h2>
      <div className="tools s q">
        <button
          type="button"
          className="btn small"
          disabled={isPending}
          onClick={() => run.mutate()}
        >
          <Icon name="start" />
          <Trans>Replay</Trans>
        </button>
        <span className="nw">
          <Trans>the last {number(last)} declarations that asked it</Trans>
        </span>
        {data && (
          <span className="right" role="status">
            <Trans>
              {number(data.changed)} of {number(data.declarations)} replayed would differ.
            </Trans>
          </span>
        )}
      </div>
      {error && <Refusal>{error.message}</Refusal>}
      {data && data.trials.length > 0 && (
        <table className="grid compact bleed">
          <colgroup>
            <col style={{ width: 180 }} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th>{t`Declaration`}</th>
              <th>{t`What differs`}</th>
            </tr>
          </thead>
          <tbody>
            {data.trials.slice(0, shown).map((it) => {
              const [first, ...more] = it.changes;
              return (
                <tr key={it.declarationId}>
                  <td>
                    <Link
                      to="/$tenant/declarations/$id"
                      params={{ tenant: slug, id: it.declarationId }}
                      search={{}}
                    >
                      {it.lrn}
                    </Link>
                  </td>
                  <td>
                    {first && (
                      <>
                        {label(first.path)} <Values before={first.before} after={first.after} />
                      </>
                    )}
                    {more.length > 0 && <span className="q"> +{number(more.length)}</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
