import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Icon } from "../../parts/Icon";
import { type Json, toPath } from "../declaration/model/address";

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
      if (Array.isArray(value)) walk(below, String(Number(key) + 1), `${path}[${key}]`, depth + 1);
      else walk(below, key, path ? `${path}.${key}` : key, depth + 1);
    }
  };
  walk(document, "", "", -1);
  return lines;
}

interface DocumentTreeProps {
  document: object;
  /** The place that is shown at once, elements by identity or position. */
  marked?: string | undefined;
  /** Where it is a drawer: whether it is open. */
  isOpen?: boolean;
  /** What stands above: which document it is. */
  children?: ReactNode;
}

/** A document as a tree of lines, to be searched and copied. */
export function DocumentTree({ document, marked, isOpen = false, children }: DocumentTreeProps) {
  const { t } = useLingui();
  const [wanted, setWanted] = useState("");
  const lines = useMemo(() => linesOf(document), [document]);
  const word = wanted.trim().toLocaleLowerCase();
  const found = word
    ? lines.filter((line) => `${line.name} ${line.value ?? ""}`.toLocaleLowerCase().includes(word))
    : lines;
  const at = marked ? toPath(document as Json, marked) : undefined;
  const line = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another place is wanted
  useEffect(() => {
    line.current?.scrollIntoView({ block: "center" });
  }, [at, lines]);
  const copy = () => void navigator.clipboard.writeText(JSON.stringify(document, null, 2));
  return (
    <aside className={isOpen ? "tree drawer open" : "tree drawer"} aria-label={t`Document`}>
      {children}
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
        {found.slice(0, most).map((one) => (
          <div
            key={one.path}
            ref={one.path === at ? line : undefined}
            className={one.path === at ? "wanted" : undefined}
            role="listitem"
            aria-current={one.path === at ? "location" : undefined}
            style={{ paddingLeft: one.depth * 14 }}
          >
            {one.name} {one.value !== undefined && <span className="value">{one.value}</span>}
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
