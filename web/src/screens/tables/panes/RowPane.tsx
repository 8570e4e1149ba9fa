import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useTableFields } from "../fields";
import { shownCell } from "../model/cellText";
import { type Column, cellOf } from "../model/columns";
import { withCells, withCopies, withMovedRow, withoutRows } from "../model/edits";
import type { TableRow } from "../model/table";
import type { Editor } from "../useEditor";

interface RowPaneProps {
  editor: Editor;
  row: TableRow | undefined;
}

/** What is about the row under the cursor: its days, its note with the legal basis, what changed. */
export function RowPane({ editor, row }: RowPaneProps) {
  const { t } = useLingui();
  const fields = useTableFields();
  if (!row) return <p className="sec q">{t`Choose a row.`}</p>;
  const { table, columns, changes, canEdit } = editor;
  const at = table.rows.indexOf(row);
  const before = changes.rowBefore(row.id);
  const set = (column: Column, text: string) =>
    editor.apply((it) => withCells(it, [{ row: at, column, text }]), msg`Cell changed`);
  const find = (part: Column["part"]) => columns.find((it) => it.part === part);
  const from = find("from");
  const to = find("to");
  const note = find("note");
  const enabled = find("enabled");
  const changed = before ? columns.filter((it) => changes.isCellChanged(row, it)) : [];
  return (
    <>
      <section className="sec rowform" key={row.id}>
        <h2>{row.id}</h2>
        {enabled && (
          <label className="row g2">
            <input
              type="checkbox"
              checked={row.enabled !== false}
              disabled={!canEdit}
              onChange={(event) => set(enabled, event.currentTarget.checked ? "true" : "false")}
            />
            {t`In use`}
          </label>
        )}
        <div className="row g2">
          {[from, to].map(
            (column) =>
              column && (
                <label key={column.id} className="newhead fill">
                  <span>{column.part === "from" ? t`Holds from` : t`Holds until`}</span>
                  <input
                    className="word"
                    type="date"
                    disabled={!canEdit}
                    value={cellOf(row, column)}
                    onChange={(event) => set(column, event.currentTarget.value)}
                  />
                </label>
              ),
          )}
        </div>
        {note && (
          <label className="newhead">
            <span>{t`Note and legal basis; an address in it becomes a link`}</span>
            <textarea
              className="word"
              rows={4}
              disabled={!canEdit}
              defaultValue={row.note ?? ""}
              onBlur={(event) => set(note, event.currentTarget.value)}
            />
          </label>
        )}
      </section>
      {canEdit && (
        <section className="sec row g1 rowacts">
          <button
            type="button"
            className="btn small"
            onClick={() => editor.apply((it) => withCopies(it, [at]), msg`Rows duplicated`)}
          >
            {t`Duplicate`}
          </button>
          <button
            type="button"
            className="btn small"
            disabled={at === 0}
            title="Alt Shift ↑"
            onClick={() => editor.apply((it) => withMovedRow(it, at, at - 1), msg`Row moved`)}
          >
            {t`Up`}
          </button>
          <button
            type="button"
            className="btn small"
            disabled={at === table.rows.length - 1}
            title="Alt Shift ↓"
            onClick={() => editor.apply((it) => withMovedRow(it, at, at + 1), msg`Row moved`)}
          >
            {t`Down`}
          </button>
          <button
            type="button"
            className="btn small danger"
            title="Ctrl Del"
            onClick={() => editor.apply((it) => withoutRows(it, [at]), msg`Rows deleted`)}
          >
            {t`Delete the row`}
          </button>
        </section>
      )}
      <section className="sec">
        <h2>{t`In this draft`}</h2>
        {changes.isNew(row) && <p>{t`The row is new.`}</p>}
        {before && changed.length === 0 && <p className="q">{t`The row is as in force.`}</p>}
        <ul className="wn">
          {before &&
            changed.map((column) => (
              <li key={column.id}>
                <b className="med">{fields.labelOf(column)}</b>{" "}
                <span className="del ref">{shownCell(column, cellOf(before, column))}</span>{" "}
                <span className="ins ref">{shownCell(column, cellOf(row, column))}</span>
                {canEdit && (
                  <button
                    type="button"
                    className="link"
                    onClick={() => set(column, cellOf(before, column))}
                  >
                    {t`Take back`}
                  </button>
                )}
              </li>
            ))}
        </ul>
      </section>
    </>
  );
}
