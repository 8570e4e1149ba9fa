import type { I18n } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { statuses } from "../../parts/statuses";
import { actWords } from "../declaration/acts/words";
import { type About, fieldsQuery } from "./pages";
import { referenceQuery } from "./reference";

/** Something that has a page. */
export interface Topic {
  code: string;
  title: string;
}

function statusTopics(i18n: I18n): Topic[] {
  return Object.entries(statuses).map(([code, { label }]) => ({ code, title: i18n._(label) }));
}

function actionTopics(i18n: I18n): Topic[] {
  return Object.entries(actWords).map(([code, words]) => ({ code, title: i18n._(words) }));
}

/** What there are pages about. */
export function useTopics(about: About): { topics: Topic[] | undefined; error: Error | null } {
  const { i18n } = useLingui();
  const isGerman = i18n.locale === "de";
  const fields = useQuery({ ...fieldsQuery, enabled: about === "fields" });
  const reference = useQuery({ ...referenceQuery, enabled: about === "errors" });
  switch (about) {
    case "statuses":
      return { topics: statusTopics(i18n), error: null };
    case "actions":
      return { topics: actionTopics(i18n), error: null };
    case "fields":
      return {
        topics: fields.data?.fields.map(({ path, label }) => ({
          code: path,
          title: isGerman ? (label.de ?? label.en) : label.en,
        })),
        error: fields.error,
      };
    case "errors":
      return { topics: reference.data, error: reference.error };
  }
}
