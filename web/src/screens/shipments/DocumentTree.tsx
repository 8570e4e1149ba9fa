import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import { Icon } from "../../parts/Icon";

interface Line {
  /** The path, by which a line is known. */
  path: string;
  depth: number;
  name: string;
  value?: string;
}

/** Lines of a document that are drawn at once; a search narrows what is left out. */
const most = 2_000;

/** A document as lines, in its order; what identifies elements is ours and left out. */
function linesOf(document: object): Line[] {
  const lines: Line[] = [];
  const walk = (value: unknown, name: string, path: string, depth: number) => {
    if (value === null || value === undefined || name === "casReference") return;
    if (typeof value !== "object") {
      lines.push({ path, depth, name, value: String(value) });
      return;
    }
    if (depth >= 0) lines.push({ path, depth, name });
    for (const [key, below] of Object.entries(value)) {
      const shown = Array.isArray(value) ? String(Number(key) + 1) : key;
      walk(below, shown, path ? `${path}.${key}` : key, depth + 1);
    }
  };
  walk(document, "", "", -1);
  return lines;
}

/** A document as a tree of lines, to be searched and copied. */
export function DocumentTree({ document }: { document: object }) {
  const { t } = useLingui();
  const [wanted, setWanted] = useState("");
  const lines = useMemo(() => linesOf(document), [document]);
  const word = wanted.trim().toLocaleLowerCase();
  const found = word
    ? lines.filter((line) => `${line.name} ${line.value ?? ""}`.toLocaleLowerCase().includes(word))
    : lines;
  const copy = () => void navigator.clipboard.writeText(JSON.stringify(document, null, 2));
  return (
    <aside className="tree" aria-label={t`Document`}>
      <div className="row g2">
        <label className="find fill">
          <Icon name="search" size={14} />
          <input
            type="search"
            aria-label={t`Find a field`}
            placeholder={t`Find a field`}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        </label>
        <button type="button" className="btn" onClick={copy}>
          <Icon name="copy" />
          <Trans>Copy</Trans>
        </button>
      </div>
      <div className="scroll fill" role="list" tabIndex={0} aria-label={t`Fields`}>
        {found.slice(0, most).map((line) => (
          <div key={line.path} role="listitem" style={{ paddingLeft: line.depth * 14 }}>
            {line.name} {line.value !== undefined && <span className="value">{line.value}</span>}
          </div>
        ))}
        {found.length > most && (
          <p className="q">
            <Trans>The rest is left out; search for a field.</Trans>
          </p>
        )}
      </div>
    </aside>
  );
}
