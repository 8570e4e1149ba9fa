import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Popover } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon } from "../../parts/Icon";
import { date } from "../../words/format";
import { FilterMenu } from "./FilterMenu";
import { filterNamed, valueWords } from "./filters";
import { eventWords } from "./presets";
import { filterOf } from "./rows";
import type { Address } from "./useAddress";

interface ChipsProps {
  address: Address;
  /** Whether the menu of filters is open, or the filter that it begins with. */
  opened: boolean | string;
  onOpen: (opened: boolean | string) => void;
  /** Goes to the search, where words are changed. */
  onFind: () => void;
  /** What stands at the right. */
  tail: ReactNode;
}

interface Chip {
  name: string;
  key: string;
  value: string;
  /** The parameters that go with it. */
  names: readonly string[];
}

/** The filters of the list, each with its value and a way to drop it. */
export function Chips({ address, opened, onOpen, onFind, tail }: ChipsProps) {
  const { t, i18n } = useLingui();
  const filter = filterOf(address.search);
  const chips: Chip[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (name === "eventFrom" || name === "eventTo" || value === undefined) continue;
    const known = filterNamed(name);
    if (name === "q") chips.push({ name, key: t`Words`, value, names: [name] });
    else if (name === "event") {
      const words = eventWords[value];
      const span = [filter.eventFrom, filter.eventTo].filter((it) => it !== undefined).map(date);
      chips.push({
        name,
        key: words ? i18n._(words) : value,
        value: [...new Set(span)].join(" – "),
        names: ["event", "eventFrom", "eventTo"],
      });
    } else if (known) {
      chips.push({
        name,
        key: i18n._(known.words),
        value: valueWords(known, value),
        names: [name],
      });
    } else chips.push({ name, key: name, value, names: [name] });
  }
  const drop = (chip: Chip) =>
    address.change(Object.fromEntries(chip.names.map((name) => [name, ""])));
  return (
    <div className="chips" role="toolbar" aria-label={t`Filters`}>
      {chips.map((chip) => (
        <span className="chip" key={chip.name}>
          <button
            type="button"
            className="face"
            onClick={() => (chip.name === "q" ? onFind() : onOpen(chip.name))}
            title={t`Change this filter`}
          >
            <span className="k">{chip.key}</span> <span className="v cut">{chip.value}</span>
          </button>
          <button
            type="button"
            aria-label={i18n._(msg`Remove ${chip.key}`)}
            onClick={() => drop(chip)}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <Popover
        opened={opened !== false}
        onChange={(isOpen) => !isOpen && onOpen(false)}
        position="bottom-start"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <button
            type="button"
            className="btn bare small"
            aria-haspopup="dialog"
            onClick={() => onOpen(opened === false)}
          >
            <Icon name="filter" />
            <Trans>Filter</Trans> <kbd>F</kbd>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t`Filter`}>
          {opened !== false && (
            <FilterMenu
              address={address}
              begin={typeof opened === "string" ? opened : undefined}
              onClose={() => onOpen(false)}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <span className="right row g3">{tail}</span>
    </div>
  );
}
