import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import type { Cell } from "../../../parts/cells";
import { useDesk } from "../desk";
import { useLabels, written } from "../labels";
import { itemsPath } from "../model/fields";
import { newName } from "../model/names";
import type { ItemColumn } from "./columns";

interface PasteCheckProps {
  table: readonly (readonly string[])[];
  from: Cell;
  columns: readonly ItemColumn[];
  itemCount: number;
  addressAt: (row: number, column: number) => string;
  onClose: () => void;
}

/** Shows what would be pasted, with the cells that cannot be; nothing is taken before. */
export function PasteCheck(props: PasteCheckProps) {
  const { table, from, columns, itemCount, addressAt, onClose } = props;
  const { t } = useLingui();
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const width = Math.min(Math.max(...table.map((row) => row.length)), columns.length - from.column);
  const taken = columns.slice(from.column, from.column + width);
  const wrong = (column: ItemColumn | undefined, text: string): string | undefined => {
    if (!column || text === "") return undefined;
    const longest = desk.index.longest(`${itemsPath}.${column.path}`);
    if (column.isNumber && !/^-?[\d.,\s]+$/.test(text)) return t`Not a number`;
    if (!column.isNumber && longest && text.length > longest) {
      return t`Longer than ${longest} characters`;
    }
    return undefined;
  };
  const faults = table.flatMap((row) => taken.map((column, at) => wrong(column, row[at] ?? "")));
  const count = faults.filter(Boolean).length;
  const more = Math.max(0, from.row + table.length - itemCount);
  const take = () => {
    const values: [string, string | null][] = [];
    table.forEach((row, down) => {
      const at = from.row + down;
      const fresh = at < itemCount ? undefined : `${itemsPath}[#${newName()}]`;
      taken.forEach((column, right) => {
        const text = (row[right] ?? "").trim();
        if (wrong(column, text)) return;
        const address = fresh ? newCell(fresh, column) : addressAt(at, from.column + right);
        if (fresh && text === "") return;
        values.push([address, text === "" ? null : written(column.field, text)]);
      });
    });
    desk.drafting.typeAll(values);
    onClose();
  };
  const newCell = (row: string, column: ItemColumn) => {
    let address = row;
    for (const name of column.path.split(".")) {
      address = `${address}.${name}`;
      if (desk.index.get(address)?.isRepeatable) address += "[#+1]";
    }
    return address;
  };
  return (
    <Modal opened onClose={onClose} title={t`What would be pasted`} size={820}>
      <p className="m">
        {plural(table.length, { one: "# row", other: "# rows" })},{" "}
        {plural(more, {
          0: "no new item",
          one: "# of them a new item",
          other: "# of them new items",
        })}
        . <Trans>Nothing is taken yet.</Trans>
      </p>
      <div className="scroll paste">
        <table className="grid compact">
          <thead>
            <tr>
              <th className="num" style={{ width: 44 }}>
                {t`No.`}
              </th>
              {taken.map((column) => (
                <th key={column.path} className={column.isNumber ? "num" : undefined}>
                  {short(column.field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.slice(0, 200).map((row, down) => {
              const number = from.row + down + 1;
              return (
                <tr key={number}>
                  <td className="num q">{number}</td>
                  {taken.map((column, at) => {
                    const text = row[at] ?? "";
                    const fault = wrong(column, text);
                    const kind = column.isNumber ? "num" : "";
                    return (
                      <td key={column.path} className={fault ? `${kind} bad` : kind} title={fault}>
                        {text}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <footer className="row g2 dlgfoot">
        <span className="q s">
          {count > 0
            ? plural(count, {
                one: "# cell cannot be taken and is left out",
                other: "# cells cannot be taken and are left out",
              })
            : t`All cells can be taken.`}
        </span>
        <button type="button" className="btn bare right" onClick={onClose}>
          <Trans>Leave</Trans> <kbd>Esc</kbd>
        </button>
        <button type="button" className="btn main" data-autofocus onClick={take}>
          {plural(table.length, { one: "Take # row", other: "Take # rows" })}
        </button>
      </footer>
    </Modal>
  );
}
