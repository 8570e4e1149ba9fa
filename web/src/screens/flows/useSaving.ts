import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../../api/problem";
import { useTenant } from "../../api/tenant";
import { saveDraft, versionQuery } from "./data";
import { apply, differenceOf, type FlowChange, nameOf } from "./model/difference";
import type { Flow } from "./model/flow";
import type { Draft } from "./model/useDraft";

/** A draft that somebody else saved first. */
export interface LostRace {
  who: string;
  at: string;
  theirs: Flow;
  etag: string;
  /** What they changed of what both had. */
  byThem: readonly FlowChange[];
  /** What we changed of it. */
  byUs: readonly FlowChange[];
}

export interface Saving {
  /** Saves what is not saved; whether the server has all of it then. */
  save(): Promise<boolean>;
  isPending: boolean;
  error: Error | null;
  race?: LostRace;
  /** Puts both together: of what both changed, theirs is kept where it is named. */
  settle(takesTheirs: ReadonlySet<string>): Promise<void>;
  leaveRace(): void;
}

/** Saves a draft over the one that was read, and shows both where somebody was faster. */
export function useSaving(name: string, draft: Draft): Saving {
  const tenant = useTenant().id;
  const queries = useQueryClient();
  const [race, setRace] = useState<LostRace>();
  const put = useMutation({
    mutationFn: ({ flow, etag }: { flow: Flow; etag: string | undefined }) =>
      saveDraft(name, flow, etag),
    onSuccess: (saved) => {
      draft.rebase(saved.document as unknown as Flow, saved.etag);
      setRace(undefined);
      void queries.invalidateQueries({ queryKey: ["configuration", tenant, "flows"] });
    },
  });
  const readTheirs = async () => {
    const query = { ...versionQuery(tenant, name, "draft"), staleTime: 0 };
    const theirs = await queries.fetchQuery(query);
    if (!theirs) return;
    setRace({
      who: theirs.editedBy ?? theirs.updatedBy,
      at: theirs.updatedAt,
      theirs: theirs.document,
      etag: theirs.etag,
      byThem: differenceOf(draft.base, theirs.document),
      byUs: differenceOf(draft.base, draft.flow),
    });
  };
  const send = async (flow: Flow, etag: string | undefined): Promise<boolean> => {
    try {
      await put.mutateAsync({ flow, etag });
      return true;
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 412) await readTheirs();
      return false;
    }
  };
  const isLost = put.error instanceof Problem && put.error.status === 412;
  return {
    save: async () => {
      if (draft.fault !== undefined) return false;
      if (!draft.isChanged && draft.etag) return true;
      return send(draft.flow, draft.etag);
    },
    isPending: put.isPending,
    error: isLost ? null : put.error,
    ...(race && { race }),
    settle: async (takesTheirs) => {
      if (!race) return;
      const ours = race.byUs.filter((it) => !takesTheirs.has(nameOf(it)));
      await send(apply(race.theirs, ours), race.etag);
    },
    leaveRace: () => setRace(undefined),
  };
}
