import { useLingui } from "@lingui/react/macro";
import type { Search } from "../../../app/search";
import { Icon } from "../../../parts/Icon";
import { number } from "../../../words/format";
import type { VersionHead } from "../data";
import type { Editor } from "../useEditor";
import type { Saving } from "../useSaveTable";
import { Checks } from "./Checks";
import { DifferencePane } from "./DifferencePane";
import { docks } from "./docks";
import { Gaps } from "./Gaps";
import { ReplayPane } from "./ReplayPane";
import { TestsPane } from "./TestsPane";
import { Used } from "./Used";

interface DockProps {
  editor: Editor;
  saving: Saving;
  versions: readonly VersionHead[];
  inForce: number | undefined;
  /** The pane that is open; none where it is empty. */
  open: string;
  onOpen: (dock: string) => void;
  address: Search;
  change: (to: Search) => void;
  goTo: (row: string, column?: string) => void;
}

/** What is asked of a table as a whole, below its rows. */
export function Dock(props: DockProps) {
  const { editor, open, onOpen } = props;
  const { t, i18n } = useLingui();
  const counts: Record<string, string> = {
    checks: editor.findings.list.length > 0 ? number(editor.findings.list.length) : "",
    tests: editor.tests.length > 0 ? number(editor.tests.length) : "",
  };
  const pane = {
    checks: <Checks findings={editor.findings} goTo={props.goTo} />,
    tests: <TestsPane {...props} />,
    replay: <ReplayPane {...props} />,
    gaps: <Gaps {...props} />,
    difference: <DifferencePane {...props} />,
    used: <Used name={editor.table.name} />,
  }[open];
  return (
    <section className={pane ? "dock open" : "dock"} aria-label={t`About the table`}>
      <div className="tabs" role="tablist">
        {docks.map((dock, at) => (
          <button
            key={dock.id}
            type="button"
            role="tab"
            id={`dock-${dock.id}`}
            aria-selected={dock.id === open}
            aria-controls="dock-pane"
            title={`${i18n._(dock.words)} (${at + 1})`}
            onClick={() => onOpen(dock.id === open ? "" : dock.id)}
          >
            {i18n._(dock.words)}
            {counts[dock.id] && <span className="n">{counts[dock.id]}</span>}
          </button>
        ))}
        {pane && (
          <button
            type="button"
            className="btn bare icon right closedock"
            aria-label={t`Close`}
            onClick={() => onOpen("")}
          >
            <Icon name="down" />
          </button>
        )}
      </div>
      {pane && (
        <div
          className="dockpane scroll"
          id="dock-pane"
          role="tabpanel"
          aria-labelledby={`dock-${open}`}
          tabIndex={0}
        >
          {pane}
        </div>
      )}
    </section>
  );
}
