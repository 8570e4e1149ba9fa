import { useLingui } from "@lingui/react/macro";
import type { Search } from "../../../app/search";
import type { VersionHead } from "../data";
import type { TableRow } from "../model/table";
import type { Asked } from "../model/trial";
import type { Editor } from "../useEditor";
import type { Saving } from "../useSaveTable";
import { RowPane } from "./RowPane";
import { TryPane } from "./TryPane";

interface SideProps {
  editor: Editor;
  saving: Saving;
  row: TableRow | undefined;
  onAsked: (asked: Asked | undefined) => void;
  address: Search;
  change: (to: Search) => void;
  goTo: (row: string, column?: string) => void;
  versions: readonly VersionHead[];
}

/** Beside the grid: the try of a declaration, or all of one row. */
export function Side(props: SideProps) {
  const { address, change } = props;
  const { t } = useLingui();
  const isRow = address.side === "row";
  return (
    <aside className="tableside col" aria-label={t`Beside the rows`}>
      <div className="tabs" role="tablist">
        <button
          type="button"
          role="tab"
          aria-selected={!isRow}
          onClick={() => change({ side: "" })}
        >
          {t`Try`}
        </button>
        <button
          type="button"
          role="tab"
          aria-selected={isRow}
          onClick={() => change({ side: "row" })}
        >
          {t`Row`}
        </button>
      </div>
      <div className="scroll fill" tabIndex={-1}>
        {isRow ? <RowPane {...props} /> : <TryPane {...props} />}
      </div>
    </aside>
  );
}
