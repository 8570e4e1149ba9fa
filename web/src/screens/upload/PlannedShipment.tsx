import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useParams } from "@tanstack/react-router";
import { Icon } from "../../parts/Icon";
import { Status } from "../../parts/Status";
import type { Wrong } from "./given";
import { isValid, type Planned } from "./plan";

interface PlannedShipmentProps {
  planned: Planned;
  /** Shows a line of what was pasted. */
  onLine: (line: number) => void;
  /** Shows what the server says of a code. */
  onCode: (code: string) => void;
  /** Goes on with what was read of a message as text. */
  onEdit: (planned: Planned) => void;
}

/** What would come of one shipment: its flow, its declarations, and what is wrong. */
export function PlannedShipment({ planned, onLine, onCode, onEdit }: PlannedShipmentProps) {
  const { t } = useLingui();
  const { reference, document, message, source, declarations, wrong, line } = planned;
  const name = reference || t`Without a reference`;
  const place = source.name || (line > 1 ? t`line ${line}` : "");
  const flow = document?.customsFlow;
  const findings = wrong.filter((it) => it.severity === "error");
  const warnings = wrong.filter((it) => it.severity === "warning");
  return (
    <section className={isValid(planned) ? "one" : "one bad"}>
      <h2>
        <Icon name={isValid(planned) ? "check" : "trouble"} size={14} />
        {name}
        {message && (
          <span className="tag">
            {message.messageType} · {message.system}
          </span>
        )}
        {message?.declarationType && <span className="tag">{message.declarationType}</span>}
        <span className="q s">{flow ? t`flow ${flow}` : ""}</span>
        <span className="right q s cut">{place}</span>
      </h2>
      {declarations.map((declaration) => (
        <div className="row g3" key={declaration.declarationId}>
          <span className="med">{declaration.step}</span>
          {declaration.statusAfter && <Status status={declaration.statusAfter} />}
          <span className="q s">
            {declaration.resolution === "create" ? t`would be made` : (declaration.lrn ?? "")}
          </span>
        </div>
      ))}
      <WrongList wrong={findings} hasText={source.name === ""} onLine={onLine} onCode={onCode} />
      {warnings.length > 0 && (
        <details open={warnings.length < 6}>
          <summary className="q s">
            <Trans>To be known: {warnings.length}</Trans>
          </summary>
          <WrongList
            wrong={warnings}
            hasText={source.name === ""}
            onLine={onLine}
            onCode={onCode}
          />
        </details>
      )}
      {message && (
        <div className="row g2">
          {document ? (
            <button type="button" className="btn small" onClick={() => onEdit(planned)}>
              <Icon name="code" size={14} />
              <Trans>Change it as JSON</Trans>
            </button>
          ) : (
            <ItsDeclaration number={message.mrn ?? message.arc ?? message.lrn ?? ""} />
          )}
        </div>
      )}
    </section>
  );
}

/** The declaration that a message is about which does not declare itself. */
function ItsDeclaration({ number }: { number: string }) {
  const { tenant } = useParams({ from: "/$tenant" });
  if (!number) return null;
  return (
    <Link
      className="btn small"
      to="/$tenant/declarations"
      params={{ tenant }}
      search={{ q: number }}
    >
      <Icon name="search" size={14} />
      <Trans>Find {number}</Trans>
    </Link>
  );
}

interface WrongListProps {
  wrong: readonly Wrong[];
  /** Whether its text is there to be shown. */
  hasText: boolean;
  onLine: (line: number) => void;
  onCode: (code: string) => void;
}

function WrongList({ wrong, hasText, onLine, onCode }: WrongListProps) {
  const { t } = useLingui();
  return (
    <ul>
      {wrong.map((it) => (
        <li key={`${it.line} ${it.path} ${it.code} ${it.message}`}>
          {it.line !== undefined && (
            <button
              type="button"
              className="link nw"
              disabled={!hasText}
              onClick={() => onLine(it.line ?? 1)}
            >
              {t`line ${it.line}`}
            </button>
          )}
          <span>
            {it.message} <span className="q">{it.remedy}</span>
            {it.path && <span className="ref q"> {it.path}</span>}
          </span>
          {it.code && (
            <button type="button" className="link q s" onClick={() => onCode(it.code ?? "")}>
              {it.code}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
