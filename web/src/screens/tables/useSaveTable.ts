import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../../api/problem";
import { useTenant } from "../../api/tenant";
import { readVersion, saveDraft, type Version } from "./data";
import { type DecisionTable, tableDocument } from "./model/table";
import type { Editor } from "./useEditor";

/** Somebody else saved first: what they have, and what it began from. */
export interface LostRace {
  theirs: Version;
  base: DecisionTable;
}

/** Saves a draft, and says when somebody else was first. */
export function useSaveTable(editor: Editor, version: Version) {
  const { t } = useLingui();
  const tenant = useTenant();
  const queries = useQueryClient();
  const name = editor.table.name;
  const [stands, setStands] = useState(version);
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [race, setRace] = useState<LostRace>();
  const settle = (next: Version, sent: DecisionTable) => {
    setStands(next);
    editor.saved(next, sent);
    const key = ["table", tenant.id, name, "version", `${next.version}`];
    queries.setQueryData(key, next);
    void queries.invalidateQueries({ queryKey: ["table", tenant.id, name, "versions"] });
    void queries.invalidateQueries({ queryKey: ["table", tenant.id, name, "told"] });
    void queries.invalidateQueries({ queryKey: ["tables", tenant.id] });
  };
  /** Saves a table over a state of the draft; whether it went. */
  const put = async (table: DecisionTable, over: Version): Promise<boolean> => {
    setSaving(true);
    setRefusal(undefined);
    try {
      const etag = over.state === "draft" ? over.etag : undefined;
      const saved = await saveDraft(name, { ...editor.document, table }, etag);
      settle(saved, table);
      return true;
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 412) {
        const theirs = await readVersion(name, "draft");
        setRace({ theirs, base: tableDocument(over.document).table });
      } else if (problem instanceof Problem && problem.body?.errors) {
        editor.tell(problem.body.errors);
        setRefusal(t`Not saved: some cells cannot be read. F8 goes to the first.`);
      } else setRefusal(problem instanceof Error ? problem.message : String(problem));
      return false;
    } finally {
      setSaving(false);
    }
  };
  return {
    stands,
    isSaving,
    refusal,
    race,
    save: () => put(editor.table, stands),
    /** Takes a draft that the server wrote: of a file, or with a test. */
    settle,
    /** Saves what both became, over theirs. */
    putTogether: (table: DecisionTable) => {
      if (!race) return;
      setRace(undefined);
      editor.apply(() => table, { id: "put together", message: t`Put together` });
      void put(table, race.theirs);
    },
    goOn: () => setRace(undefined),
  };
}

export type Saving = ReturnType<typeof useSaveTable>;
