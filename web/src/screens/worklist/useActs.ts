import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import { useState } from "react";
import { Problem } from "../../api/problem";
import type { Search } from "../../app/search";
import type { PlannedAct } from "./actWords";
import { allOf, type BulkRequest, begin, mostOfRun, preview, type Which } from "./bulk";
import { allRows, type Row } from "./rows";
import { type Done, useUndo } from "./useUndo";
import { type Work, workOf } from "./work";

/** What is asked of the person before an act. */
export type Asked =
  | { kind: "plan"; act: PlannedAct; which: Which; count: number; rows: readonly Row[] }
  | { kind: "assign" | "flag" | "note"; rows: readonly Row[] };

interface Targets {
  /** Rows that acts are for, as far as they are here. */
  rows: readonly Row[];
  /** Whether all that the search finds are meant, also those that are not here. */
  all: boolean;
  /** How many are meant. */
  count: number;
  search: Search;
}

/** Acts on the marked rows or the one under the cursor. */
export interface Acts {
  asked: Asked | undefined;
  /** What went wrong before a question could be asked. */
  failure: string | undefined;
  done: Done | undefined;
  undo: () => void;
  close: () => void;
  ask: (kind: "assign" | "flag" | "note") => void;
  plan: (act: PlannedAct) => void;
  hold: () => void;
  assign: (rows: readonly Row[], assignee: string | undefined) => void;
  flag: (rows: readonly Row[], flag: string | undefined) => void;
}

/** Gathers what acts are for, asks what must be asked, and does what can be undone at once. */
export function useActs(targets: Targets): Acts {
  const [asked, setAsked] = useState<Asked>();
  const [failure, setFailure] = useState<string>();
  const { done, did, undo } = useUndo(setFailure);
  const ofTargets = { count: targets.count, rows: targets.rows };
  const attempt = async (act: () => Promise<void>) => {
    setFailure(undefined);
    try {
      if (targets.count > 0) await act();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setFailure(problem.message);
    }
  };
  const which = targets.all ? allOf(targets.search) : { declarations: idsOf(targets.rows) };
  const planOf = (act: PlannedAct): Asked => ({ kind: "plan", act, which, ...ofTargets });
  /** Reads the rows where more are meant than are here: what each has is needed to undo it. */
  const gather = (then: (rows: readonly Row[]) => void) =>
    attempt(async () => {
      then(targets.all ? await allRows(targets.search, mostOfRun) : targets.rows);
    });
  /** Does something now; `undoing` finds before which requests undo it. */
  const now = async (
    request: BulkRequest,
    words: MessageDescriptor,
    undoing: () => Promise<BulkRequest[]>,
  ) => {
    setAsked(undefined);
    try {
      const back = await undoing();
      await begin(request);
      did({ words, back });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setFailure(problem.message);
    }
  };
  return {
    asked,
    failure,
    done,
    undo,
    close: () => setAsked(undefined),
    ask: (kind) => void gather((rows) => setAsked({ kind, rows })),
    plan: (act) => {
      setFailure(undefined);
      if (targets.count > 0) setAsked(planOf(act));
    },
    hold: () =>
      void attempt(async () => {
        const isHeld = targets.rows.every((row) => row.currentStatus === "Held");
        const act = isHeld ? "release-hold" : "hold";
        const plan = await preview({ action: act, ...which });
        // Where some would refuse, the plan says which and why.
        if (plan.refused > 0) return setAsked(planOf(act));
        const declarations = plan.rows.map((row) => row.declarationId);
        const request = { action: act, declarations };
        const count = declarations.length;
        const words = isHeld
          ? msg`${plural(count, { one: "The hold is released.", other: "# holds are released." })}`
          : msg`${plural(count, { one: "One declaration is held.", other: "# declarations are held." })}`;
        const back = { ...request, action: isHeld ? "hold" : "release-hold" };
        await now(request, words, async () => [back]);
      }),
    assign: (rows, assignee) => {
      const request = { action: "assign", declarations: idsOf(rows), assignee };
      const count = rows.length;
      const words = assignee
        ? msg`${plural(count, { one: `One declaration is assigned to ${assignee}.`, other: `# declarations are assigned to ${assignee}.` })}`
        : msg`${plural(count, { one: "One declaration is assigned to nobody.", other: "# declarations are assigned to nobody." })}`;
      void now(request, words, () => backTo(rows, "assign"));
    },
    flag: (rows, flag) => {
      const request = { action: "flag", declarations: idsOf(rows), flag };
      const count = rows.length;
      const words = flag
        ? msg`${plural(count, { one: "One declaration is flagged.", other: "# declarations are flagged." })}`
        : msg`${plural(count, { one: "One flag is taken away.", other: "# flags are taken away." })}`;
      void now(request, words, () => backTo(rows, "flag"));
    },
  };
}

function idsOf(rows: readonly Row[]): string[] {
  return rows.map((row) => row.id);
}

/** What gives each row back what it has now: one request for each value. */
async function backTo(rows: readonly Row[], action: "assign" | "flag"): Promise<BulkRequest[]> {
  const works = await workOf(idsOf(rows));
  const had = (work: Work) => (action === "assign" ? work.assignee : work.flag) ?? undefined;
  const values = [...new Set(works.map(had))];
  return values.map((value) => ({
    action,
    declarations: works.filter((work) => had(work) === value).map((work) => work.declarationId),
    ...(action === "assign" ? { assignee: value } : { flag: value }),
  }));
}
