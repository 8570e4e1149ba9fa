import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useMemo, useState } from "react";
import { readTable } from "../../../parts/cells";
import { Icon } from "../../../parts/Icon";
import { number } from "../../../words/format";
import { useDesk } from "../desk";
import { useLabels } from "../labels";
import { elementsAt } from "../model/address";
import { itemsPath } from "../model/fields";
import { newName } from "../model/names";
import { chooseColumns, possibleColumns, shownColumns, sumOf } from "./columns";
import { ItemGrid } from "./ItemGrid";

/** The goods items: sums in the head, then the grid. */
export function Items() {
  const { t } = useLingui();
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const items = elementsAt(desk.document, itemsPath);
  const [, setChosen] = useState(0);
  const [pasted, setPasted] = useState<string[][]>();
  const paste = async () => setPasted(readTable(await navigator.clipboard.readText()));
  const columns = shownColumns(desk.index, items);
  const [gross = "", net = "", packages = ""] = useMemo(
    () =>
      ["goodsMeasure.gmass", "goodsMeasure.nmass", "packagings.quantity"].map((path) =>
        number(sumOf(desk.document, path)),
      ),
    [desk.document],
  );
  const turn = (path: string) => {
    const paths = columns.map((it) => it.path);
    const isShown = paths.includes(path);
    chooseColumns(isShown ? paths.filter((it) => it !== path) : [...paths, path]);
    setChosen((count) => count + 1);
  };
  const add = () => {
    const element = `${itemsPath}[#${newName()}]`;
    desk.drafting.add(element);
    desk.jump(`${element}.${columns[0]?.path ?? "commodity.description"}`);
  };
  return (
    <div id="items">
      <div className="fh">
        <h2>
          <Trans>Items</Trans>
        </h2>
        <span className="q tnum">{number(items.length)}</span>
        <span className="q s nw">{t`gross ${gross} kg, net ${net} kg, ${packages} packages`}</span>
        <span className="right row g1">
          {desk.canEdit && (
            <button type="button" className="btn bare small" onClick={add}>
              <Icon name="add" />
              <Trans>Add</Trans> <kbd>Ins</kbd>
            </button>
          )}
          {desk.canEdit && items.length > 0 && (
            <button type="button" className="btn bare small" onClick={() => void paste()}>
              <Icon name="upload" />
              <Trans>Paste rows</Trans>
            </button>
          )}
          <Menu position="bottom-end" closeOnItemClick={false}>
            <Menu.Target>
              <button type="button" className="btn bare small">
                <Icon name="columns" />
                <Trans>Columns</Trans>
              </button>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
              {possibleColumns(desk.index).map((it) => (
                <Menu.Item
                  key={it.path}
                  onClick={() => turn(it.path)}
                  leftSection={
                    <span className={columns.some((c) => c.path === it.path) ? "box on" : "box"}>
                      <Icon name="check" size={12} />
                    </span>
                  }
                >
                  {short(it.field)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </span>
      </div>
      {items.length === 0 ? (
        <p className="q s">
          <Trans>No items yet.</Trans>
        </p>
      ) : (
        <ItemGrid
          items={items}
          columns={columns}
          onAdd={add}
          pasted={pasted}
          onPasted={setPasted}
        />
      )}
    </div>
  );
}
