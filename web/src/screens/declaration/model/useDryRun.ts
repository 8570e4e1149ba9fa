import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answered, api } from "../../../api/client";
import type { DryRun } from "../data";
import type { Fields } from "./address";

/** How long after the last key it is tried. */
const after = 400;

/** What saving would do: tried while somebody types. An older answer is dropped. */
export function useDryRun(tenant: string, id: string, version: number, patch: Fields | undefined) {
  const text = patch ? JSON.stringify(patch) : "";
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), after);
    return () => window.clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    queryKey: ["declaration", tenant, id, "dry run", version, settled],
    queryFn: ({ signal }) => tryPatch(id, JSON.parse(settled) as Fields, signal),
    enabled: settled !== "" && settled === text,
    retry: false,
    gcTime: 60_000,
    staleTime: 30_000,
  });
  const isCurrent = settled === text && text !== "";
  return {
    plan: isCurrent ? query.data : undefined,
    problem: isCurrent ? query.error : null,
    isTrying: text !== "" && (!isCurrent || query.isFetching),
  };
}

/** What a change of a declaration would do. */
export async function tryPatch(id: string, body: Fields, signal?: AbortSignal): Promise<DryRun> {
  const answer = await answered(
    api.PATCH("/v1/declarations/{id}", {
      params: { path: { id }, query: { dryRun: true } },
      body,
      ...(signal ? { signal } : {}),
    }),
  );
  return answer as DryRun;
}
