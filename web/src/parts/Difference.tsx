import type { ReactNode } from "react";

interface DifferenceProps {
  /** The section or item above the field. */
  above?: string;
  label: string;
  before: string;
  after: string;
  why?: ReactNode;
}

/** A difference: before struck through on red ground, after on green, why below. */
export function Difference({ above, label, before, after, why }: DifferenceProps) {
  return (
    <tr>
      <td className="p">
        {above && (
          <>
            {above}
            <br />
          </>
        )}
        <b className="med">{label}</b>
      </td>
      <td>
        {before !== "" && <span className="del ref">{before}</span>}{" "}
        {after !== "" && <span className="ins ref">{after}</span>}
        {why && (
          <>
            <br />
            <span className="q">{why}</span>
          </>
        )}
      </td>
    </tr>
  );
}
