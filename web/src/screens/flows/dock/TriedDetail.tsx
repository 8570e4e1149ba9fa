import { Trans, useLingui } from "@lingui/react/macro";
import { findingsOf, inOrder, type TriedChange, type TriedDeclaration } from "../trial";
import { useLabels, Values } from "./TrialTable";

/** All that a tried declaration would have otherwise: fields and findings. */
export function TriedDetail({ declaration }: { declaration: TriedDeclaration }) {
  const { t } = useLingui();
  const changes = inOrder(declaration.changes);
  const found = findingsOf(declaration.newFindings);
  const gone = findingsOf(declaration.goneFindings);
  return (
    <div className="tried">
      {changes.length > 0 ? (
        <table className="flowdiff">
          <tbody>
            {changes.map((it) => (
              <Changed key={it.path} change={it} />
            ))}
          </tbody>
        </table>
      ) : (
        <p className="q">
          <Trans>Every field is as it was.</Trans>
        </p>
      )}
      {found.map((it) => (
        <p key={`${it.code}${it.message}`} className="late s">
          {t`would be found: ${it.code} ${it.message}`}
        </p>
      ))}
      {gone.map((it) => (
        <p key={`${it.code}${it.message}`} className="well s">
          {t`no longer found: ${it.code} ${it.message}`}
        </p>
      ))}
    </div>
  );
}

/** A field that differs; grey where no trial can tell, with the reason. */
function Changed({ change }: { change: TriedChange }) {
  const { t } = useLingui();
  const label = useLabels();
  const reasons: Record<string, string> = {
    generated: t`made anew each time`,
    customs: t`customs gave it`,
    person: t`a person typed it`,
    earlierDeclaration: t`comes of an earlier declaration`,
  };
  const why = change.notForeseen;
  return (
    <tr>
      <td className="p">
        {change.path}
        <br />
        <b className="med">{label(change.path)}</b>
      </td>
      <td>
        {why ? (
          <span className="q">
            {change.before} · {reasons[why] ?? why}
          </span>
        ) : (
          <Values before={change.before} after={change.after} />
        )}
      </td>
    </tr>
  );
}
