import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { Difference } from "../../../parts/Difference";
import { shortly } from "../model/difference";
import type { TriedDeclaration } from "../trial";
import { useLabels } from "./TrialTable";

const XmlText = lazy(() => import("../../../parts/XmlText"));

/** All that a tried declaration would have otherwise: fields, findings, the message. */
export function TriedDetail({ declaration }: { declaration: TriedDeclaration }) {
  const { t } = useLingui();
  const label = useLabels();
  const [isXml, setXml] = useState(false);
  const { changes, newFindings, goneFindings, message } = declaration;
  return (
    <div className="tried">
      {changes.length > 0 ? (
        <table className="diff">
          <tbody>
            {changes.map((it) => (
              <Difference
                key={it.path}
                above={it.path}
                label={label(it.path)}
                before={shortly(it.before)}
                after={shortly(it.after)}
              />
            ))}
          </tbody>
        </table>
      ) : (
        <p className="q">
          <Trans>Every field is as it was.</Trans>
        </p>
      )}
      {newFindings.map((it) => (
        <p key={`${it.code}${it.message}`} className="late s">
          {t`would be found:`} {it.code} {it.message}
        </p>
      ))}
      {goneFindings.map((it) => (
        <p key={`${it.code}${it.message}`} className="well s">
          {t`no longer found:`} {it.code} {it.message}
        </p>
      ))}
      {message && (
        <button
          type="button"
          className="btn small"
          aria-expanded={isXml}
          onClick={() => setXml(!isXml)}
        >
          <Trans>Message to customs</Trans>
        </button>
      )}
      {message && isXml && (
        <Suspense>
          <XmlText text={message} />
        </Suspense>
      )}
    </div>
  );
}
