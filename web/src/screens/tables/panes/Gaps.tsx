import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../../api/tenant";
import { Refusal } from "../../../parts/Refusal";
import { withProposed } from "../model/edits";
import type { Editor } from "../useEditor";
import type { Saving } from "../useSaveTable";
import { findGaps } from "./questions";

interface GapsProps {
  editor: Editor;
  saving: Saving;
  goTo: (row: string) => void;
}

/** Values that no row of the saved table matches, each with the row that fills it. */
export function Gaps({ editor, saving, goTo }: GapsProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { table, canEdit } = editor;
  const { stands } = saving;
  const version = stands.state === "draft" ? "draft" : `${stands.version}`;
  const { data, error, isPending } = useQuery({
    queryKey: ["table", tenant.id, table.name, "told", "gaps", stands.etag],
    queryFn: () => findGaps(table.name, version),
    retry: false,
  });
  const add = (row: NonNullable<typeof data>["gaps"][number]["row"]) => {
    editor.apply((it) => withProposed(it, row), msg`Row added`);
    goTo(row.id);
  };
  if (error) return <Refusal>{error.message}</Refusal>;
  if (isPending) return <p className="q">{t`Looked for`}</p>;
  if (data.gaps.length === 0)
    return (
      <p className="q">
        <Trans>No gap is found. Tables in which every row counts have none.</Trans>
      </p>
    );
  return (
    <table className="rd">
      <tbody>
        {data.gaps.map(({ row }) => (
          <tr key={row.id}>
            {row.conditions.map((cell, at) => (
              <td key={table.inputs[at]?.name}>
                <span className="q">{table.inputs[at]?.name}</span>{" "}
                <span className="ref">{cell === "-" ? t`any` : cell}</span>
              </td>
            ))}
            <td>
              {canEdit && (
                <button type="button" className="btn small" onClick={() => add(row)}>
                  <Trans>Add this row</Trans>
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
