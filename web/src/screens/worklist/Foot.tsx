import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMay } from "../../api/tenant";
import { number } from "../../words/format";

interface FootProps {
  count: number;
  /** How many of the marked are shown; the same unless all of the filter are marked. */
  shown: number;
  isReleasing: boolean;
  onSubmit: () => void;
  onValidate: () => void;
  onHold: () => void;
  onAssign: () => void;
  onMore: () => void;
  onClear: () => void;
}

/** What can be done with the marked rows; it pushes the list up and covers nothing. */
export function Foot(props: FootProps) {
  const { t } = useLingui();
  const mayAct = useMay("create:messages");
  const { count, shown } = props;
  return (
    <div className="bulk" role="toolbar" aria-label={t`Acts on what is marked`}>
      <span className="cnt" role="status">
        {shown < count
          ? t`${number(count)} marked, of them ${number(shown)} shown`
          : t`${plural(count, { one: "# marked", other: "# marked" })}`}
      </span>
      {mayAct && (
        <>
          <button type="button" className="btn main" onClick={props.onSubmit}>
            <Trans>Submit</Trans> <kbd>S</kbd>
          </button>
          <button type="button" className="btn" onClick={props.onValidate}>
            <Trans>Validate</Trans> <kbd>V</kbd>
          </button>
          <button type="button" className="btn" onClick={props.onHold}>
            {props.isReleasing ? t`Release the hold` : t`Hold`} <kbd>H</kbd>
          </button>
          <button type="button" className="btn" onClick={props.onAssign}>
            <Trans>Assign</Trans> <kbd>A</kbd>
          </button>
          <button type="button" className="btn" onClick={props.onMore}>
            <Trans>More</Trans> <kbd>Ctrl</kbd>
            <kbd>K</kbd>
          </button>
        </>
      )}
      <span className="right q s cut">
        {mayAct
          ? t`A preview says what happens to each before anything is done`
          : t`You may read here. Who administers the tenant can give the role of a declarant.`}
      </span>
      <button type="button" className="btn bare small" onClick={props.onClear}>
        <Trans>Unmark</Trans> <kbd>Esc</kbd>
      </button>
    </div>
  );
}
