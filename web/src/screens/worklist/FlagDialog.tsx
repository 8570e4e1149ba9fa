import { useLingui } from "@lingui/react/macro";
import { flagWords } from "../../parts/flags";
import { Icon } from "../../parts/Icon";
import { titleOf } from "./actWords";
import { Choice } from "./Choice";

interface FlagDialogProps {
  count: number;
  onFlag: (flag: string | undefined) => void;
  onClose: () => void;
}

/** Which flag the rows get. */
export function FlagDialog({ count, onFlag, onClose }: FlagDialogProps) {
  const { t, i18n } = useLingui();
  const options = Object.entries(flagWords).map(([flag, words]) => ({
    id: flag,
    text: i18n._(words),
    label: (
      <>
        <span className={`flag ${flag}`}>
          <Icon name="flag" size={14} />
        </span>
        {i18n._(words)}
      </>
    ),
    choose: () => onFlag(flag),
  }));
  const none = {
    id: "",
    text: t`No flag`,
    label: <span className="m">{t`No flag`}</span>,
    choose: () => onFlag(undefined),
  };
  return (
    <Choice
      title={i18n._(titleOf("flag", count))}
      label={t`Which flag`}
      options={[...options, none]}
      onClose={onClose}
    />
  );
}
