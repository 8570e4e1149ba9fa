import { Trans, useLingui } from "@lingui/react/macro";
import { Popover } from "@mantine/core";
import { Icon } from "../../parts/Icon";
import { columns, usual } from "./columns";

interface ColumnsMenuProps {
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}

/** Which columns are shown; status and next always are. */
export function ColumnsMenu({ chosen, onChoose }: ColumnsMenuProps) {
  const { t, i18n } = useLingui();
  const turn = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((it) => it !== id) : [...chosen, id]);
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="btn bare small" aria-haspopup="dialog">
          <Icon name="columns" />
          <Trans>Columns</Trans>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Columns`}>
        <div className="choices">
          {columns.map((column) => (
            <label key={column.id} className="row g2">
              <input
                type="checkbox"
                checked={column.isMandatory ?? chosen.includes(column.id)}
                disabled={column.isMandatory}
                onChange={() => turn(column.id)}
              />
              {i18n._(column.words)}
              {column.isMandatory && <span className="right q s">{t`always`}</span>}
            </label>
          ))}
          <button type="button" className="btn bare small" onClick={() => onChoose(usual)}>
            <Trans>The usual ones</Trans>
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
