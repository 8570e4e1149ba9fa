import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Search } from "../../app/search";
import { Icon } from "../../parts/Icon";
import { exactly, moment, number } from "../../words/format";
import type { FlowVersion, VersionHead } from "./data";
import { FileMenu } from "./FileMenu";
import type { Check } from "./model/useCheck";
import type { Draft } from "./model/useDraft";
import { useWord } from "./useWord";
import { personOf, stateWords } from "./words";

/** How the flow is shown. */
export const views = ["graph", "both", "text"] as const;
export type View = (typeof views)[number];

interface FlowBarProps {
  name: string;
  slug: string;
  shown: FlowVersion | null;
  versions: readonly VersionHead[];
  /** How many shipments run on the version in force, where the server tells. */
  runs: number | undefined;
  draft: Draft;
  check: Check;
  view: View;
  canEdit: boolean;
  isDraft: boolean;
  /** Whether the person may edit drafts, also where a version is shown. */
  mayEdit: boolean;
  isSaving: boolean;
  show: (search: Search) => void;
  onSave: () => void;
  onReview: () => void;
  onFinding: () => void;
  onDrop: () => void;
}

/** The name of the flow, which version is seen, how, and what can be done with it. */
export function FlowBar(props: FlowBarProps) {
  const { name, slug, draft, check, canEdit, mayEdit, isDraft, view, show } = props;
  const { t } = useLingui();
  const words: Record<View, string> = { graph: t`Graph`, both: t`Both`, text: t`Text` };
  return (
    <header className="bar">
      <span className="crumb">
        <Link to="/$tenant/flows" params={{ tenant: slug }} search={{}}>
          <Trans>Flows</Trans>
        </Link>
        <Icon name="right" size={12} />
      </span>
      <h1 className="cut flowname">{name}</h1>
      <State {...props} />
      <span className="right row g2">
        {isDraft && canEdit && (
          <span className="row g1">
            <button
              type="button"
              className="btn bare icon"
              aria-label={t`Undo`}
              title="Ctrl Z"
              disabled={!draft.canUndo}
              onClick={draft.undo}
            >
              <Icon name="undo" />
            </button>
            <button
              type="button"
              className="btn bare icon"
              aria-label={t`Redo`}
              title="Ctrl Shift Z"
              disabled={!draft.canRedo}
              onClick={draft.redo}
            >
              <Icon name="redo" />
            </button>
          </span>
        )}
        <div className="seg">
          {views.map((it) => (
            <button
              key={it}
              type="button"
              aria-pressed={it === view}
              title="Z"
              onClick={() => show({ view: it === "graph" ? "" : it })}
            >
              {words[it]}
            </button>
          ))}
        </div>
        {isDraft && (
          <button type="button" className="btn findings" onClick={props.onFinding}>
            {check.errors > 0 && (
              <span className="row g1 late">
                <Icon name="trouble" size={14} />
                {plural(check.errors, { one: "# error", other: "# errors" })}
              </span>
            )}
            {check.warnings > 0 && (
              <span className="q">
                {plural(check.warnings, { one: "# warning", other: "# warnings" })}
              </span>
            )}
            {check.found.length === 0 && (
              <span className="q" title={check.error?.message}>
                {check.error ? t`not checked` : check.isOld ? t`checking …` : t`nothing is wrong`}
              </span>
            )}
            <kbd>F8</kbd>
          </button>
        )}
        {isDraft && canEdit && <Acts {...props} />}
        <FileMenu
          name={name}
          text={draft.text}
          canEdit={canEdit}
          hasDraft={isDraft && draft.etag !== undefined}
          onRead={draft.write}
          onDrop={props.onDrop}
        />
        {!isDraft && mayEdit && (
          <Link
            className="btn"
            to="/$tenant/flows/$name/$version"
            params={{ tenant: slug, name, version: "draft" }}
            search={{}}
          >
            <Trans>To the draft</Trans>
          </Link>
        )}
      </span>
    </header>
  );
}

function Acts({ draft, check, isSaving, onSave, onReview }: FlowBarProps) {
  const isBroken = check.errors > 0;
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={!draft.isChanged || isSaving || isBroken}
        onClick={onSave}
      >
        <Trans>Save the draft</Trans> <kbd>Ctrl</kbd>
        <kbd>S</kbd>
      </button>
      <button
        type="button"
        className="btn main"
        disabled={isBroken || isSaving || !(draft.etag || draft.isChanged)}
        onClick={onReview}
      >
        <Trans>Review</Trans>
      </button>
    </>
  );
}

/** Which version is seen, who changed it last, and which is in force. */
function State({ shown, versions, isDraft, runs }: FlowBarProps) {
  const { t } = useLingui();
  const word = useWord();
  const inForce = versions.findLast((it) => it.state === "published");
  const next = Math.max(0, ...versions.map((it) => it.version)) + 1;
  const version = number(shown?.version ?? next);
  const who = shown && personOf(shown.editedBy ?? shown.updatedBy);
  const kind = shown ? word(stateWords, shown.state) : "";
  return (
    <>
      <span className={isDraft ? "tag a" : "tag"}>
        {isDraft ? t`Draft of version ${version}` : t`Version ${version}, ${kind}`}
      </span>
      <span className="q s cut" title={shown ? exactly(shown.updatedAt) : ""}>
        {isDraft && !shown && t`not begun yet`}
        {shown && `${who}, ${moment(shown.updatedAt)}`}
        {inForce && isDraft && (
          <>
            {" · "}
            {runs === undefined
              ? t`version ${number(inForce.version)} in force`
              : plural(runs, {
                  one: `version ${inForce.version} in force, # shipment runs on it`,
                  other: `version ${inForce.version} in force, # shipments run on it`,
                })}
          </>
        )}
      </span>
    </>
  );
}
