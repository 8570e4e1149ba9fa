import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTenant } from "../../../api/tenant";
import { checkDraft } from "../data";
import { type Found, problemIn, warningIn } from "./places";
import type { Draft } from "./useDraft";

/** How long after the last key the server is asked. */
const pause = 400;

/** What the server finds in a draft, errors first. */
export interface Check {
  found: readonly Found[];
  errors: number;
  warnings: number;
  /** Whether what is found is of an older text. */
  isOld: boolean;
  /** Why it could not be checked. */
  error: Error | null;
}

/** Has the server check a draft as it is typed, by the same check as that of a save. */
export function useCheck(name: string, draft: Draft, isActive: boolean): Check {
  const tenant = useTenant().id;
  const [text, setText] = useState(draft.text);
  useEffect(() => {
    const timer = window.setTimeout(() => setText(draft.text), pause);
    return () => window.clearTimeout(timer);
  }, [draft.text]);
  const { flow, fault } = draft;
  const query = useQuery({
    queryKey: ["configuration", tenant, "check", name, text],
    queryFn: async ({ signal }) => ({ flow, ...(await checkDraft(name, flow, signal)) }),
    enabled: isActive && fault === undefined && text === draft.text,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const { data } = query;
  const ofServer = data
    ? [
        ...data.problems.map((it) => problemIn(data.flow, it)),
        ...data.warnings.map((it) => warningIn(data.flow, it)),
      ]
    : [];
  const found =
    fault === undefined ? ofServer : [{ severity: "error" as const, message: fault, steps: [] }];
  const errors = found.filter((it) => it.severity === "error").length;
  return {
    found,
    errors,
    warnings: found.length - errors,
    error: query.error,
    isOld: query.isPlaceholderData || text !== draft.text,
  };
}
