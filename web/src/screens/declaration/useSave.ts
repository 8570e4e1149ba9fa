import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "../../api/client";
import { Problem } from "../../api/problem";
import { useTenant } from "../../api/tenant";
import { type Declaration, declarationQuery, documentOf } from "./data";
import type { Json } from "./model/address";
import { applied, type Draft, emptyDraft, patchOf } from "./model/draft";
import type { FieldIndex } from "./model/fields";
import { type Difference, differences } from "./model/race";
import type { Drafting } from "./model/useDraft";

/** Somebody else saved first. */
export interface LostRace {
  /** The declaration as it is now. */
  theirs: Declaration;
  /** Who saved, and when. */
  who: string;
  at: string;
  lines: Difference[];
}

interface Saving {
  declaration: Declaration;
  saved: Json;
  drafting: Drafting;
  index: FieldIndex;
  onSaved: () => void;
}

/** Saves what is typed as one change; where somebody else was first, both are kept until it is decided. */
export function useSave({ declaration, saved, drafting, index, onSaved }: Saving) {
  const queries = useQueryClient();
  const tenant = useTenant().id;
  const { id } = declaration;
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Error>();
  const [race, setRace] = useState<LostRace>();

  const read = () => queries.fetchQuery({ ...declarationQuery(tenant, id), staleTime: 0 });

  const send = async (draft: Draft): Promise<Declaration | undefined> => {
    setSaving(true);
    setProblem(undefined);
    try {
      await answered(
        api.PATCH("/v1/declarations/{id}", {
          params: { path: { id }, header: { "If-Match": `"${draft.version}"` } },
          body: patchOf(draft, index),
        }),
      );
      const fresh = await read();
      drafting.replace(emptyDraft(fresh.version));
      setRace(undefined);
      onSaved();
      return fresh;
    } catch (error) {
      if (error instanceof Problem && error.status === 412) await lost(draft);
      else setProblem(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    } finally {
      setSaving(false);
    }
  };

  const lost = async (draft: Draft) => {
    const theirs = await read();
    const history = await answered(
      api.GET("/v1/declarations/{id}/history", { params: { path: { id } } }),
    );
    const last = history.history.findLast((it) => it.event === "Edited") ?? history.history.at(-1);
    setRace({
      theirs,
      who: last?.person?.name ?? last?.actor ?? "",
      at: last?.recordedAt ?? theirs.lastUpdated,
      lines: differences(saved, documentOf(theirs), draft),
    });
  };

  return {
    isSaving,
    problem,
    race,
    save: async () => {
      if (isSaving) return undefined;
      return drafting.changes > 0 ? send(drafting.draft) : undefined;
    },
    /** Closes the choice; what was typed stays as it is. */
    goOnTyping: () => setRace(undefined),
    /** Saves what was chosen: of fields that both changed, ours or theirs. */
    settle: async (takesTheirs: ReadonlySet<string>) => {
      if (!race) return;
      const { values, before, ...rest } = drafting.draft;
      const keep = ([address]: [string, unknown]) => !takesTheirs.has(address);
      const draft: Draft = {
        ...rest,
        version: race.theirs.version,
        values: Object.fromEntries(Object.entries(values).filter(keep)),
        before: Object.fromEntries(Object.entries(before).filter(keep)),
      };
      const isEmpty = applied(saved, draft) === saved;
      drafting.replace(isEmpty ? emptyDraft(race.theirs.version) : draft);
      if (isEmpty) {
        setRace(undefined);
        onSaved();
      } else await send(draft);
    },
  };
}
