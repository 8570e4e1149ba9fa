import { useLingui } from "@lingui/react/macro";
import { flagWords } from "../../parts/flags";
import { Icon } from "../../parts/Icon";
import type { Row } from "./rows";

/** The flag that somebody gave a row; its colour is said in words, too. */
export function Flag({ row }: { row: Row }) {
  const { i18n } = useLingui();
  if (!row.flag) return null;
  const words = flagWords[row.flag];
  const name = words ? i18n._(words) : row.flag;
  return (
    <span className={`flag ${row.flag}`} role="img" aria-label={name} title={name}>
      <Icon name="flag" size={14} />
    </span>
  );
}
