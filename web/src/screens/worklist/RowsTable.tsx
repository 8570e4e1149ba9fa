import type { ReactNode } from "react";

interface RowsTableProps {
  /** The heads of the columns, and how wide each is; the last takes the rest. */
  columns: readonly { head: string; width?: number }[];
  /** How many rows there are beside those that are drawn, in words or as a way to them. */
  more?: ReactNode;
  children: ReactNode;
}

/** The rows of a plan or a result: they scroll for themselves below their heads. */
export function RowsTable({ columns, more, children }: RowsTableProps) {
  return (
    <div className="scroll rows">
      <table className="grid">
        <colgroup>
          {columns.map(({ head, width }) => (
            <col key={head} style={width ? { width } : undefined} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ head }) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {children}
          {more && (
            <tr>
              <td className="q" colSpan={columns.length}>
                {more}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
