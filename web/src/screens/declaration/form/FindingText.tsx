import { Trans } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import type { Found } from "../model/findings";

/** A finding at its field, in the words of the summary. */
export function FindingText({ found }: { found: Found }) {
  const { message, description, severity, source, isWould } = found;
  return (
    <p className={severity === "error" ? "er" : "er wa"}>
      <Icon name={source === "customs" ? "portico" : "trouble"} size={12} />
      <span>
        {isWould && (
          <span className="med">
            <Trans>Would be:</Trans>{" "}
          </span>
        )}
        {message}. {description}
        {found.isChangedSinceRefusal === true && (
          <span className="q">
            {" "}
            <Trans>Changed since.</Trans>
          </span>
        )}
      </span>
    </p>
  );
}
