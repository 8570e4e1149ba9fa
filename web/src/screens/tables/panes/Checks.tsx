import { useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import type { Findings } from "../model/findings";

interface ChecksProps {
  findings: Findings;
  goTo: (row: string, column?: string) => void;
}

/** The most findings that are drawn; the others come up as these are mended. */
const most = 200;

/** What the server says of the draft, errors first; each leads to its cell. */
export function Checks({ findings, goTo }: ChecksProps) {
  const { t } = useLingui();
  if (findings.list.length === 0) return <p className="q">{t`Nothing is found.`}</p>;
  return (
    <ul className="checks">
      {findings.list.slice(0, most).map((it) => (
        <li key={`${it.row}/${it.column}/${it.message}`}>
          <Icon name="trouble" size={14} className={it.severity === "error" ? "late" : "soon"} />
          {it.row && (
            <button
              type="button"
              className="link"
              onClick={() => it.row && goTo(it.row, it.column)}
            >
              {it.row}
            </button>
          )}
          <span>{it.message}</span>
          {it.advice && <span className="q">{it.advice}</span>}
        </li>
      ))}
    </ul>
  );
}
