import { Trans } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import { useDesk } from "../desk";
import { useLabels } from "../labels";
import type { Found } from "../model/findings";

/** A finding at its field, in the words of the summary. */
export function FindingText({ found }: { found: Found }) {
  const desk = useDesk();
  const { prose } = useLabels(desk.index);
  const { severity, source, isWould } = found;
  const message = prose(found.message, desk.document);
  const description = prose(found.description, desk.document);
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
