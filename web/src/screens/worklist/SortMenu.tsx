import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { Icon } from "../../parts/Icon";

/** The orders of the list, as the API names them. */
const orders: readonly (readonly [string, MessageDescriptor])[] = [
  ["next", msg`Who moves next, then due`],
  ["due", msg`Due, the first first`],
  ["-changed", msg`Changed, the last first`],
  ["changed", msg`Changed, the first first`],
  ["-created", msg`Created, the last first`],
  ["created", msg`Created, the first first`],
  ["status", msg`Status`],
  ["mrn", msg`MRN`],
  ["party", msg`Party`],
];

interface SortMenuProps {
  sort: string;
  onChoose: (sort: string) => void;
}

/** The order of the list, and a way to another. */
export function SortMenu({ sort, onChoose }: SortMenuProps) {
  const { t, i18n } = useLingui();
  const named =
    orders.find(([name]) => name === sort) ?? orders.find(([name]) => `-${name}` === sort);
  const words = named ? i18n._(named[1]) : sort;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="btn bare small q" title={t`Order of the list`}>
          {named && named[0] !== sort ? t`${words}, turned round` : words}
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {orders.map(([name, order]) => (
          <Menu.Item
            key={name}
            leftSection={<Icon name={name === sort ? "check" : "sort"} size={14} />}
            onClick={() => onChoose(name)}
          >
            {i18n._(order)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
