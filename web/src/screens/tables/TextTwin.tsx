import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { TableDocument } from "./model/table";

/** The most of a text that is drawn: what is larger is exported. */
const most = 400_000;

/** The table as text: the document that the API takes and `cas config` keeps. */
export function TextTwin({ document }: { document: TableDocument }) {
  const { t } = useLingui();
  const text = useMemo(() => JSON.stringify(document, null, 2), [document]);
  return (
    <pre
      role="region"
      className="scroll fill texttwin ref"
      tabIndex={0}
      aria-label={t`The table as text`}
    >
      {text.length > most ? `${text.slice(0, most)}\n…` : text}
    </pre>
  );
}
