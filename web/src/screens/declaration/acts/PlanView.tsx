import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import { Status } from "../../../parts/Status";
import type { Declaration, DryRun } from "../data";

interface PlanViewProps {
  run: DryRun | undefined;
  isTrying: boolean;
  declaration: Declaration;
}

/** What an act would do: status, messages, notifications, what is found. */
export function PlanView({ run, isTrying, declaration }: PlanViewProps) {
  const { t } = useLingui();
  if (!run) {
    return (
      <p className="q s would">{isTrying ? t`Trying it …` : t`Give what is asked for above.`}</p>
    );
  }
  const { actions = [], declarations = [], messages = [], notifications = [] } = run.plan;
  const [action] = actions;
  const changed = action?.declaration ?? declarations[0];
  const sent = [...messages, ...(action?.messages ?? [])];
  const told = [...notifications, ...(action?.notifications ?? [])];
  const found = changed?.findingsAfter ?? [];
  return (
    <div className="would">
      <div className="row g2">
        <Status status={changed?.statusBefore ?? declaration.currentStatus} />
        <Icon name="forward" size={12} className="q" />
        <Status status={changed?.statusAfter ?? declaration.currentStatus} />
      </div>
      <ul className="goes">
        {sent.map((it) => (
          <li key={`${it.declarationId} ${it.messageType}`}>
            <Icon name="send" size={14} />
            <span>
              <Trans>
                <b>{it.messageType}</b> goes to {it.system}
              </Trans>
            </span>
          </li>
        ))}
        {sent.length === 0 && (
          <li className="q">
            <Icon name="send" size={14} />
            <Trans>Nothing goes to customs.</Trans>
          </li>
        )}
        {told.length > 0 && (
          <li>
            <Icon name="bell" size={14} />
            <span>
              {plural(told.length, {
                one: "# notification to the ERP",
                other: "# notifications to the ERP",
              })}
              <span className="q">
                {" "}
                {told.map((it) => it.eventSubType ?? it.eventType).join(", ")}
              </span>
            </span>
          </li>
        )}
        {found.map((it) => (
          <li key={`${it.code} ${it.message} ${it.fields[0]?.path}`} className="late">
            <Icon name="trouble" size={14} />
            <span>
              {it.message}. <span className="q">{it.description}</span>
            </span>
          </li>
        ))}
        {action && action.outcome !== "successful" && found.length === 0 && (
          <li className="late">
            <Icon name="trouble" size={14} />
            <Trans>It would not be carried out.</Trans>
          </li>
        )}
      </ul>
    </div>
  );
}
