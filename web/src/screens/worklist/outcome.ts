import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import type { components } from "../../api/schema";
import type { PlannedAct } from "./actWords";

/** What one declaration would come to. */
export interface Outcome {
  status: string | undefined;
  /** Types of the messages that would go to customs. */
  messages: readonly string[];
  /** What would be found in it, in one line. */
  finding: string | undefined;
}

/** Asks what an act would do with one declaration, and changes nothing. */
export function outcomeQuery(act: PlannedAct, id: string, version: number) {
  return queryOptions({
    queryKey: ["outcome", act, id, version],
    queryFn: async ({ signal }): Promise<Outcome> => {
      const params = { path: { id }, query: { dryRun: true } };
      const answer = await answered(
        api.POST(`/v1/declarations/{id}/${act}`, { params, signal, body: {} }),
      );
      return outcomeOf(answer as components["schemas"]["DryRun"]);
    },
    staleTime: 30_000,
  });
}

function outcomeOf({ plan }: components["schemas"]["DryRun"]): Outcome {
  const acts = plan.actions ?? [];
  const changed = acts.map((it) => it.declaration).find((it) => it !== undefined);
  const messages = [...(plan.messages ?? []), ...acts.flatMap((it) => it.messages ?? [])];
  return {
    status: changed?.statusAfter,
    messages: messages.flatMap((it) => it.messageType ?? []),
    finding: changed?.findingsAfter?.[0]?.message,
  };
}
