import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Status } from "../../../parts/Status";
import { number } from "../../../words/format";
import { fieldsQuery } from "../data";
import { shortly } from "../model/difference";
import { fieldOf } from "../model/values";
import { findingsOf, type TrialLine, type TriedDeclaration } from "../trial";
import { useText } from "../useWord";
import { TriedDetail } from "./TriedDetail";

interface TrialTableProps {
  lines: readonly TrialLine[];
  slug: string;
}

/** What would be made, line by line, beside what was made. */
export function TrialTable({ lines, slug }: TrialTableProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<string>();
  return (
    <table className="grid compact bleed trial">
      <colgroup>
        <col style={{ width: 104 }} />
        <col style={{ width: 84 }} />
        <col style={{ width: 146 }} />
        <col style={{ width: 146 }} />
        <col />
        <col style={{ width: 164 }} />
      </colgroup>
      <thead>
        <tr>
          <th>{t`Shipment`}</th>
          <th>{t`Step`}</th>
          <th>{t`Was made`}</th>
          <th>{t`Would be`}</th>
          <th>{t`What differs`}</th>
          <th>{t`Findings`}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line
            key={line.key}
            line={line}
            slug={slug}
            isOpen={opened === line.key}
            onOpen={() => setOpened(opened === line.key ? undefined : line.key)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface LineProps {
  line: TrialLine;
  slug: string;
  isOpen: boolean;
  onOpen: () => void;
}

function Line({ line, slug, isOpen, onOpen }: LineProps) {
  const { t } = useLingui();
  const { declaration, reference, step, why } = line;
  return (
    <>
      <tr aria-selected={isOpen}>
        <td>
          <Link to="/$tenant/shipments/$reference" params={{ tenant: slug, reference }} search={{}}>
            {reference}
          </Link>
        </td>
        <td>{step}</td>
        {declaration ? (
          <>
            <td>
              {declaration.made ? (
                <Status status={declaration.made.status} />
              ) : (
                <span className="q">{t`not made`}</span>
              )}
            </td>
            <td>
              <Would declaration={declaration} />
            </td>
            <td>
              <button type="button" className="opens" aria-expanded={isOpen} onClick={onOpen}>
                <Differs declaration={declaration} />
              </button>
            </td>
            <td>
              <Findings declaration={declaration} />
            </td>
          </>
        ) : (
          <td colSpan={4} className="late">
            {why}
          </td>
        )}
      </tr>
      {isOpen && declaration && (
        <tr className="open">
          <td colSpan={6}>
            <TriedDetail declaration={declaration} />
          </td>
        </tr>
      )}
    </>
  );
}

function Would({ declaration }: { declaration: TriedDeclaration }) {
  const { t } = useLingui();
  const { would, status } = declaration;
  if (would === "omit") return <span className="del">{t`not made`}</span>;
  if (status) return <Status status={status} />;
  return <span className={would === "make" ? "ins" : "q"}>{would}</span>;
}

/** The first field that differs, and how many more do. */
function Differs({ declaration }: { declaration: TriedDeclaration }) {
  const label = useLabels();
  const { t } = useLingui();
  const changes = declaration.changes.filter((it) => !it.notForeseen);
  const [first, ...more] = changes;
  if (declaration.would === "make") return <span className="ins">{t`new declaration`}</span>;
  if (!first) return <span className="q">{t`nothing`}</span>;
  return (
    <>
      {label(first.path)} <Values before={first.before} after={first.after} />
      {more.length > 0 && <span className="q"> +{number(more.length)}</span>}
    </>
  );
}

/** What was struck through, and what would stand there. */
export function Values({ before, after }: { before: unknown; after: unknown }) {
  const { t } = useLingui();
  const was = shortly(before);
  const is = shortly(after);
  return (
    <>
      {was !== "" && <span className="del ref">{was}</span>}{" "}
      <span className={is === "" ? "ins" : "ins ref"}>{is === "" ? t`nothing` : is}</span>
    </>
  );
}

/** Fields of declarations by their words. */
export function useLabels(): (path: string) => string {
  const text = useText();
  const { data: fields } = useQuery(fieldsQuery);
  return (path) => {
    const texts = fields?.find((it) => it.path === fieldOf(path))?.label;
    return texts ? text(texts) : path;
  };
}

function Findings({ declaration }: { declaration: TriedDeclaration }) {
  const found = findingsOf(declaration.newFindings);
  const gone = findingsOf(declaration.goneFindings);
  const [first] = found;
  if (first) {
    return (
      <span className="late" title={found.map((it) => it.message).join("\n")}>
        {first.code} {first.message}
      </span>
    );
  }
  if (gone.length > 0) {
    return (
      <span className="well">
        <Trans>{number(gone.length)} gone</Trans>
      </span>
    );
  }
  return (
    <span className="q">
      <Trans>as before</Trans>
    </span>
  );
}
