import { Icon } from "../../../parts/Icon";
import type { Column } from "../model/columns";
import type { RowFindings } from "../model/findings";

interface CellFindingsProps {
  finding: RowFindings | undefined;
  column: Column | undefined;
  isShown: boolean;
  left: number;
  top: number;
}

/** What the server says of the cell under the cursor, below it. */
export function CellFindings({ finding, column, isShown, left, top }: CellFindingsProps) {
  const found = column && finding?.get(column.id);
  if (!found || !isShown) return null;
  return (
    <div className="pop celled" role="status" style={{ left, top: top + 3 }}>
      <p className={found.severity === "error" ? "msg e" : "msg w"}>
        <Icon name="trouble" size={12} />
        <span>
          {found.message}
          {found.advice && <span className="q"> {found.advice}</span>}
        </span>
      </p>
    </div>
  );
}
