import type { I18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { HelpTopic } from "../../parts/Help";
import { statuses } from "../../parts/statuses";
import { heads } from "./groups";
import { nextWords } from "./next";
import type { Row } from "./rows";
import { typeWords } from "./types";

/** What is known of the row under the cursor: its status, what comes next, what is found in it. */
export function rowTopic(row: Row, i18n: I18n): HelpTopic {
  const label = statuses[row.currentStatus]?.label;
  const codes = row.errorCodes ?? [];
  const facts: (readonly [string, string])[] = [
    [t`Next`, i18n._(nextWords(row.next.code, row.errorCount))],
    [t`Type`, typeWords(row)],
    [t`Codes`, codes.join(", ")],
    [t`Name in the API`, row.currentStatus],
  ];
  const group = heads[row.statusGroup];
  return {
    ...(group && { words: i18n._(group.meaning) }),
    title: label ? i18n._(label) : row.currentStatus,
    facts: facts.filter(([, value]) => value !== ""),
    // Customs explains its own codes.
    codes: codes.filter((it) => /^[A-Z]\d{4}$/u.test(it)).slice(0, 5),
  };
}
