import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../../api/tenant";
import type { Search } from "../../../app/search";
import { Refusal } from "../../../parts/Refusal";
import type { VersionHead } from "../data";
import { shownCell } from "../model/cellText";
import type { Editor } from "../useEditor";
import { type ChangedCell, differenceQuery } from "./questions";

interface DifferencePaneProps {
  editor: Editor;
  versions: readonly VersionHead[];
  address: Search;
  change: (to: Search) => void;
  goTo: (row: string) => void;
}

/** Any two versions, row by row and cell by cell. */
export function DifferencePane({ editor, versions, address, change, goTo }: DifferencePaneProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const numbers = versions.map((it) => (it.state === "draft" ? "draft" : `${it.version}`));
  const to = address.to ?? numbers[0] ?? "";
  const from = address.from ?? numbers.filter((it) => it !== to && it !== "draft")[0] ?? "";
  const { data, error } = useQuery({
    ...differenceQuery(tenant.id, editor.table.name, to, from),
    enabled: to !== "",
  });
  const word = (it: string) => (it === "draft" ? t`Draft` : t`Version ${it}`);
  const pick = (label: string, value: string, set: (it: string) => void) => (
    <label className="row g1">
      <span className="q">{label}</span>
      <select className="word" value={value} onChange={(event) => set(event.currentTarget.value)}>
        {numbers.map((it) => (
          <option key={it} value={it}>
            {word(it)}
          </option>
        ))}
      </select>
    </label>
  );
  const cellWords = (cell: ChangedCell) => {
    const column = editor.columns.find((it) => it.name === cell.column && it.part === cell.part);
    const shown = (text: string | null | undefined) =>
      column ? shownCell(column, text ?? "") : (text ?? "");
    return (
      <span key={`${cell.part}/${cell.column}`} className="cellchange">
        <span className="q">{cell.column.split(".").at(-1)}</span>{" "}
        {cell.before && <span className="del ref">{shown(cell.before)}</span>}{" "}
        {cell.after && <span className="ins ref">{shown(cell.after)}</span>}
      </span>
    );
  };
  const rows = data?.rows;
  const total = rows
    ? rows.added.length + rows.removed.length + rows.changed.length + rows.moved.length
    : 0;
  const line = (id: string, kind: string, more?: React.ReactNode) => (
    <tr key={`${kind}/${id}`}>
      <td>
        <button type="button" className="link" onClick={() => goTo(id)}>
          {id}
        </button>
      </td>
      <td className="q">{kind}</td>
      <td>{more}</td>
    </tr>
  );
  return (
    <>
      <div className="row g2 ask">
        {pick(t`From`, from, (it) => change({ from: it }))}
        {pick(t`to`, to, (it) => change({ to: it }))}
        {rows && (
          <span className="q" role="status">
            {t`${rows.added.length} new, ${rows.changed.length} changed, ${rows.removed.length} gone, ${rows.moved.length} moved`}
          </span>
        )}
      </div>
      {editor.isDirty && <p className="q">{t`The draft as it was saved last.`}</p>}
      {error && <Refusal>{error.message}</Refusal>}
      <table className="rd">
        <tbody>
          {rows?.changed
            .slice(0, 200)
            .map((it) => line(it.row, t`changed`, it.cells.map(cellWords)))}
          {rows?.added
            .slice(0, 200)
            .map((it) =>
              line(it.id, t`new`, <span className="ins ref">{it.conditions.join(" · ")}</span>),
            )}
          {rows?.removed
            .slice(0, 200)
            .map((it) =>
              line(it.id, t`gone`, <span className="del ref">{it.conditions.join(" · ")}</span>),
            )}
        </tbody>
      </table>
      {rows && total === 0 && <p>{t`The rows are the same.`}</p>}
      {data && data.head.length > 0 && (
        <p className="q">{t`Also the head: ${data.head.join(", ")}`}</p>
      )}
    </>
  );
}
