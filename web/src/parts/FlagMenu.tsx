import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { flagWords } from "./flags";
import { Icon } from "./Icon";

interface FlagMenuProps {
  flag: string | null | undefined;
  isOpen: boolean;
  isDisabled: boolean;
  onOpen: (isOpen: boolean) => void;
  onFlag: (flag: string | null) => void;
}

/** The flag of something, and which one it gets. */
export function FlagMenu({ flag, isOpen, isDisabled, onOpen, onFlag }: FlagMenuProps) {
  const { t, i18n } = useLingui();
  const words = flag ? flagWords[flag] : undefined;
  const name = words ? i18n._(words) : t`Flag`;
  return (
    <Menu position="bottom-end" opened={isOpen} onChange={onOpen} disabled={isDisabled}>
      <Menu.Target>
        <button
          type="button"
          className="btn bare icon"
          aria-label={name}
          title={name}
          disabled={isDisabled}
        >
          <span className={flag ? `flag ${flag}` : "flag"}>
            <Icon name="flag" />
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(flagWords).map(([colour, label]) => (
          <Menu.Item
            key={colour}
            leftSection={
              <span className={`flag ${colour}`}>
                <Icon name="flag" size={14} />
              </span>
            }
            onClick={() => onFlag(colour)}
          >
            {i18n._(label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!flag} onClick={() => onFlag(null)}>{t`No flag`}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
