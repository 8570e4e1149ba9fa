import { useLingui } from "@lingui/react/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceQuery } from "./data";
import type { DecisionTable, TableRow } from "./model/table";

/** The row under the cursor as a sentence, in English or German, as the server reads it. */
export function Sentence({ table, row }: { table: DecisionTable; row: TableRow | undefined }) {
  const { t, i18n } = useLingui();
  const [language, setLanguage] = useState<"en" | "de">(i18n.locale === "de" ? "de" : "en");
  const { data } = useQuery({ ...sentenceQuery(table, row), placeholderData: keepPreviousData });
  const text = data?.row === row?.id ? data?.[language] : undefined;
  return (
    <div className="say">
      {row && <span className="tag">{row.id}</span>}
      <span className="cut" title={text}>
        {text ?? (row && data === null ? t`This row cannot be read yet.` : "")}
      </span>
      <span className="seg right" role="group" aria-label={t`Language of the sentence`}>
        {(["en", "de"] as const).map((it) => (
          <button
            key={it}
            type="button"
            aria-pressed={it === language}
            onClick={() => setLanguage(it)}
          >
            {it.toUpperCase()}
          </button>
        ))}
      </span>
    </div>
  );
}
