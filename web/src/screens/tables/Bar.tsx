import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTenant } from "../../api/tenant";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../parts/useNow";
import { exactly, moment } from "../../words/format";
import { usesQuery, type VersionHead } from "./data";
import { nameOf } from "./Tables";
import type { Editor } from "./useEditor";
import type { Saving } from "./useSaveTable";

interface BarProps {
  name: string;
  editor: Editor;
  saving: Saving;
  versions: readonly VersionHead[];
  onNext: () => void;
}

/** The head of a table: its state, who changed it, where it is used, findings, save and review. */
export function Bar({ name, editor, saving, versions, onNext }: BarProps) {
  const { t, i18n } = useLingui();
  const tenant = useTenant();
  const now = useNow();
  const { tenant: slug = "" } = useParams({ strict: false });
  const { stands, isSaving, refusal } = saving;
  const { findings, history, canEdit, isDirty } = editor;
  const inForce = versions.find((it) => it.state === "published");
  const { data } = useQuery(usesQuery(tenant.id, name));
  const users = [...new Set(data?.uses.map((it) => it.name))];
  const isDraft = stands.state === "draft";
  const last = (steps: typeof history.before) => {
    const words = steps.at(-1)?.words;
    return words ? i18n._(words) : "";
  };
  const counted = [
    findings.errors > 0 && plural(findings.errors, { one: "# error", other: "# errors" }),
    findings.warnings > 0 && plural(findings.warnings, { one: "# warning", other: "# warnings" }),
  ];
  return (
    <header className="bar">
      <span className="crumb">
        <Link to="/$tenant/tables" params={{ tenant: slug }} search={{}}>
          <Trans>Decision tables</Trans>
        </Link>
        <Icon name="right" size={12} />
      </span>
      <h1>{name}</h1>
      <span className={isDraft || isDirty ? "tag a" : "tag"}>
        {isDraft
          ? t`Draft of version ${stands.version}`
          : canEdit && isDirty
            ? t`New draft, not saved yet`
            : t`Version ${stands.version}`}
      </span>
      <span className="q s cut" title={exactly(stands.updatedAt)}>
        {t`${nameOf(stands.updatedBy)}, ${moment(stands.updatedAt, now)}`}
        {inForce && <> · {t`version ${inForce.version} in force`}</>}
        {users.length > 0 && <> · {t`used by ${users.join(", ")}`}</>}
      </span>
      <span className="right row g2">
        {refusal && (
          <span className="late s cut" title={refusal} role="alert">
            {refusal}
          </span>
        )}
        {canEdit && (
          <span className="row g1">
            <button
              type="button"
              className="btn bare icon"
              aria-label={t`Undo`}
              title={`${t`Undo`}: ${last(history.before)} (Ctrl Z)`}
              disabled={history.before.length === 0}
              onClick={editor.undo}
            >
              <Icon name="undo" />
            </button>
            <button
              type="button"
              className="btn bare icon"
              aria-label={t`Redo`}
              title={`${t`Redo`}: ${last(history.after)} (Ctrl Shift Z)`}
              disabled={history.after.length === 0}
              onClick={editor.redo}
            >
              <Icon name="redo" />
            </button>
          </span>
        )}
        {counted.some(Boolean) && (
          <button type="button" className="btn" onClick={onNext}>
            {counted[0] && (
              <span className="row g1 late">
                <Icon name="trouble" size={14} />
                {counted[0]}
              </span>
            )}
            {counted[1] && <span className="q">{counted[1]}</span>}
            <kbd>F8</kbd>
          </button>
        )}
        {canEdit && (
          <button
            type="button"
            className="btn"
            disabled={!isDirty || isSaving}
            onClick={() => void saving.save()}
          >
            <Trans>Save the draft</Trans> <kbd>Ctrl S</kbd>
          </button>
        )}
        {canEdit ? (
          <a
            className="btn main"
            aria-disabled={!isDraft || isDirty || findings.errors > 0}
            title={
              findings.errors > 0
                ? t`Errors are left.`
                : isDirty
                  ? t`Save the draft first.`
                  : t`Opens the page that a second person sees before publishing.`
            }
            href={
              isDraft && !isDirty && findings.errors === 0
                ? `/${slug}/tables/${encodeURIComponent(name)}/review`
                : undefined
            }
          >
            <Trans>Ask for review</Trans>
          </a>
        ) : (
          <Link
            className="btn"
            to="/$tenant/tables/$name/$version"
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
