import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../parts/Icon";
import { useDesk } from "./desk";

interface FootProps {
  isTrying: boolean;
  isSaving: boolean;
  problem: string | undefined;
  onSave: () => void;
  onPlan: () => void;
  /** Where the status allows no editing: the guided step. */
  onCorrect: () => void;
}

/** What is not saved, what saving would find, and the way to save it. */
export function Foot({ isTrying, isSaving, problem, onSave, onPlan, onCorrect }: FootProps) {
  const { t } = useLingui();
  const desk = useDesk();
  const { changes } = desk.drafting;
  if (changes === 0) return null;
  const would = desk.found.filter((it) => it.isWould && it.severity === "error").length;
  const refused = desk.found.filter(
    (it) => it.source === "customs" && it.severity === "error",
  ).length;
  const say = () => {
    if (!desk.canEdit) return null;
    if (isTrying) return <span className="q s">{t`Trying it …`}</span>;
    if (problem) {
      return (
        <span className="tag e">
          <Icon name="trouble" size={12} />
          {problem}
        </span>
      );
    }
    if (would > 0) {
      return (
        <span className="tag e">
          <Icon name="trouble" size={12} />
          {plural(would, { one: "Checks would find # error", other: "Checks would find # errors" })}
        </span>
      );
    }
    if (refused > 0) {
      return (
        <span className="tag w">
          <Icon name="trouble" size={12} />
          {plural(refused, {
            one: "Checks would pass, but the refused value is unchanged",
            other: "Checks would pass, but the # refused values are unchanged",
          })}
        </span>
      );
    }
    return (
      <span className="tag ok">
        <Icon name="check" size={12} />
        {t`Checks would pass`}
      </span>
    );
  };
  return (
    <footer className="save">
      <span role="status" className="row g2 cut">
        <span className="med">{plural(changes, { one: "# change", other: "# changes" })}</span>
        <span className="q">
          <Trans>kept on this device and not yet saved</Trans>
        </span>
        {say()}
      </span>
      <span className="right row g2">
        <button type="button" className="btn bare" onClick={desk.drafting.discard}>
          <Trans>Discard</Trans>
        </button>
        {!desk.canEdit && (
          <button type="button" className="btn" onClick={onCorrect}>
            <Trans>Go on correcting</Trans> <kbd>E</kbd>
          </button>
        )}
        <button type="button" className="btn" hidden={!desk.canEdit} onClick={onPlan}>
          <Trans>What would happen</Trans> <kbd>P</kbd>
        </button>
        <button
          type="button"
          className="btn"
          hidden={!desk.canEdit}
          disabled={isSaving}
          onClick={onSave}
        >
          <Trans>Save</Trans> <kbd>Ctrl</kbd> <kbd>S</kbd>
        </button>
      </span>
    </footer>
  );
}
