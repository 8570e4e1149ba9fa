import { useLingui } from "@lingui/react/macro";

/** What a tab of the work list is called. */
export function useGroupWords(): (group: string | undefined) => string {
  const { t } = useLingui();
  return (group) => {
    switch (group) {
      case "problem":
        return t`Problem`;
      case "todo":
        return t`To do`;
      case "withCustoms":
        return t`With customs`;
      case "done":
        return t`Done`;
      default:
        return t`Open`;
    }
  };
}
