import { AssignDialog } from "./AssignDialog";
import { FlagDialog } from "./FlagDialog";
import { NoteDialog } from "./NoteDialog";
import { PlanDialog } from "./PlanDialog";
import type { Row } from "./rows";
import type { Acts, Asked } from "./useActs";

interface AskProps {
  acts: Acts;
  asked: Asked;
  /** Rows that are here: whom they are assigned to is offered. */
  people: readonly Row[];
  /** Shows a run that was begun. */
  onRun: (id: string) => void;
  onMark: (ids: readonly string[]) => void;
}

/** What is asked before an act on rows. */
export function Ask({ acts, asked, people, onRun, onMark }: AskProps) {
  const { rows } = asked;
  switch (asked.kind) {
    case "plan":
      return (
        <PlanDialog
          act={asked.act}
          which={asked.which}
          count={asked.count}
          rows={rows}
          onRun={(id) => {
            acts.close();
            onRun(id);
          }}
          onMark={(ids) => {
            acts.close();
            onMark(ids);
          }}
          onClose={acts.close}
        />
      );
    case "assign":
      return (
        <AssignDialog
          count={rows.length}
          known={people.flatMap((row) => row.assignee ?? [])}
          onAssign={(name) => acts.assign(rows, name)}
          onClose={acts.close}
        />
      );
    case "flag":
      return (
        <FlagDialog
          count={rows.length}
          onFlag={(flag) => acts.flag(rows, flag)}
          onClose={acts.close}
        />
      );
    case "note":
      return <NoteDialog rows={rows} onClose={acts.close} />;
  }
}
