import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import type { Found } from "../model/places";

interface ChecksProps {
  found: readonly Found[];
  onOpen: (step: string) => void;
}

/** All that is to be looked at, in the words of the server; a line leads to its step. */
export function Checks({ found, onOpen }: ChecksProps) {
  const { t } = useLingui();
  if (found.length === 0) {
    return (
      <p className="empty">
        <Trans>Nothing is wrong.</Trans>
      </p>
    );
  }
  return (
    <ul className="flowchecks">
      {found.map((it) => {
        const [step] = it.steps;
        return (
          <li key={`${it.path}${it.message}`} className={it.severity === "error" ? "e" : "w"}>
            <Icon name="trouble" size={14} />
            <span>
              {it.message}
              {it.description && <span className="q s"> {it.description}</span>}
              {it.path && <span className="q ref"> {it.path}</span>}
            </span>
            {step !== undefined && (
              <button type="button" className="btn bare small right" onClick={() => onOpen(step)}>
                {t`Open ${step}`}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
