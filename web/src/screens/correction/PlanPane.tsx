import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/Refusal";
import { Status, StatusMark } from "../../parts/Status";
import { clock } from "../../words/format";
import type { Declaration } from "../declaration/data";
import { readable, useLabels } from "../declaration/labels";
import type { Json } from "../declaration/model/address";
import { changesOf, type Draft } from "../declaration/model/draft";
import type { FieldIndex } from "../declaration/model/fields";
import { Afterwards, typedDifferences, Waits } from "./Afterwards";
import { Outcome } from "./Outcome";
import type { Planned } from "./plan";
import { isWithCustoms, type Way } from "./ways";

interface PlanPaneProps {
  declaration: Declaration;
  document: Json;
  index: FieldIndex;
  draft: Draft;
  way: Way | undefined;
  plan: Planned | undefined;
  at: Date | undefined;
  isTrying: boolean;
  isComplete: boolean;
  refusal: Error | undefined;
  hasMoved: boolean;
}

/** What the correction would do: nothing is done before it is shown. */
export function PlanPane(props: PlanPaneProps) {
  const { declaration, document, index, draft, way, plan, at, refusal, hasMoved } = props;
  const { t, i18n } = useLingui();
  const labels = useLabels(index);
  const mine =
    plan?.declarations.find((it) => it.declarationId === declaration.id) ?? plan?.declarations[0];
  // An amendment is only opened at first: what was typed goes in afterwards.
  const differences =
    way === "amend" && plan ? typedDifferences(draft, document) : (mine?.differences ?? []);
  const yours = differences.filter((it) => (it.address ?? "") in draft.values).length;
  const follows = differences.length - yours;
  const found = (mine?.findingsAfter ?? []).filter((it) => it.source !== "customs");
  const time = at && clock(at);
  const errors = plan?.errors ?? [];
  return (
    <section className="would scroll" aria-live="polite" aria-label={t`What it would do`}>
      <div className="row g2 head">
        <h2>
          <Trans>What it would do</Trans>
        </h2>
        <span className="tag">
          <Trans>nothing is done yet</Trans>
        </span>
        {time && (
          <span className="right row g1 q s">
            <Icon name="check" size={12} />
            {t`tried ${time}, follows your typing`}
          </span>
        )}
      </div>
      {hasMoved && (
        <p className="note w" role="alert">
          <Icon name="trouble" />
          <Trans>
            Something has changed since the plan was shown. This is what it would do now.
          </Trans>
        </p>
      )}
      {refusal && <Refusal>{refusal.message}</Refusal>}
      {errors.map((it) => (
        <Refusal key={it}>{it}</Refusal>
      ))}
      {!plan && !refusal && (
        <p className="q wait">
          {props.isTrying
            ? t`Trying it …`
            : props.isComplete
              ? ""
              : way === "invalidate"
                ? t`Give the reason, and it is tried.`
                : t`Choose a field that changes, and it is tried.`}
        </p>
      )}
      {plan && (
        <dl className="numbers">
          <div>
            <dt>{t`Status`}</dt>
            <dd className="row g2">
              <Status status={mine?.statusBefore ?? declaration.currentStatus} />
              <Icon name="forward" size={12} className="q" />
              <Status status={mine?.statusAfter ?? declaration.currentStatus} />
            </dd>
          </div>
          <div>
            <dt>{t`To customs`}</dt>
            <dd>
              {plan.messages.length === 0
                ? t`nothing`
                : `${plural(plan.messages.length, { one: "# message", other: "# messages" })}, ${plan.messages.map((it) => it.messageType).join(", ")}`}
            </dd>
          </div>
          <div>
            <dt>{t`Values that change`}</dt>
            <dd>{t`${yours} yours, ${follows} follow`}</dd>
          </div>
          <div>
            <dt>{t`Checks`}</dt>
            <dd className={found.length > 0 ? "late" : "fine"}>
              {found.length > 0
                ? plural(found.length, { one: "# finding", other: "# findings" })
                : plan.isPossible
                  ? t`pass, no findings`
                  : t`not carried out`}
            </dd>
          </div>
        </dl>
      )}
      {plan && found.length > 0 && (
        <ul className="sum">
          {found.map((it) => (
            <li key={`${it.code} ${it.fields[0]?.path}`}>
              <span className="no">
                <Icon name="trouble" size={12} />
              </span>
              <span>
                {it.fields[0] && (
                  <b className="med">
                    {labels.full(it.fields[0].address ?? it.fields[0].path, document)}:{" "}
                  </b>
                )}
                {labels.prose(it.message, document)}.{" "}
                <span className="q">{labels.prose(it.description, document)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {differences.length > 0 && (
        <>
          <h3>
            <Trans>Values</Trans>{" "}
            <span className="q">
              {mine?.step}, {t`revision ${declaration.lodgedRevision ?? declaration.revision}`}
            </span>
          </h3>
          <table className="grid">
            <thead>
              <tr>
                <th>{t`Field`}</th>
                <th>{isWithCustoms(declaration) ? t`Customs has` : t`It is`}</th>
                <th>{t`Would be`}</th>
                <th>{t`Why`}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((it) => {
                const address = it.address ?? it.path ?? "";
                const field = index.get(address);
                const before = readable(field, it.before as Json, i18n.locale);
                const after = readable(field, it.after as Json, i18n.locale);
                const isMine = address in draft.values;
                return (
                  <tr key={address}>
                    <td title={labels.full(address, document)}>{labels.full(address, document)}</td>
                    <td>{before && <span className="del ref">{before}</span>}</td>
                    <td>{after && <span className="ins ref">{after}</span>}</td>
                    <td className="q">
                      <span className="row g1">
                        <Icon name={isMine ? "person" : "sum"} size={12} />
                        {!isMine
                          ? t`follows`
                          : way === "update"
                            ? t`yours, goes into the shipment`
                            : t`yours`}
                      </span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
      {plan && plan.declarations.length > 0 && (
        <>
          <h3>
            <Trans>Declarations of the shipment</Trans>{" "}
            <span className="q">{t`flow ${declaration.customsFlow}`}</span>
          </h3>
          <ul className="goes">
            {plan.declarations.map((it) => (
              <li key={it.declarationId}>
                <StatusMark status={it.statusAfter ?? declaration.currentStatus} />
                <span>
                  <b className="med">{it.step}</b>{" "}
                  <span className="ref q">
                    {it.declarationId === declaration.id
                      ? (declaration.mrn ?? declaration.lrn)
                      : it.lrn}
                  </span>{" "}
                  <Outcome
                    resolution={it.resolution ?? (way === "amend" ? "open" : (way ?? ""))}
                    hasChanged={(it.differences?.length ?? 0) > 0}
                  />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {plan && (
        <>
          <h3>
            <Trans>What goes out</Trans>
          </h3>
          <ul className="goes">
            {plan.messages.map((it) => (
              <li key={`${it.declarationId} ${it.messageType}`}>
                <Icon name="send" size={14} />
                <span>
                  <b>{it.messageType}</b> <Trans>to {it.system?.toLocaleUpperCase()}</Trans>
                </span>
              </li>
            ))}
            {plan.messages.length === 0 && (
              <li className="q">
                <Icon name="send" size={14} />
                <Trans>Nothing goes to customs.</Trans>
              </li>
            )}
            {plan.notifications.length > 0 && (
              <li>
                <Icon name="bell" size={14} />
                <span>
                  {plural(plan.notifications.length, {
                    one: "# notification to the ERP",
                    other: "# notifications to the ERP",
                  })}
                  : {plan.notifications.map((it) => it.eventSubType ?? it.eventType).join(", ")}
                </span>
              </li>
            )}
          </ul>
        </>
      )}
      {plan?.isPossible && (
        <p className="note n">
          <Icon name="help" />
          <span>
            {plan.waits ? (
              <Waits />
            ) : (
              <Afterwards
                way={way}
                hasMessages={plan.messages.length > 0}
                isWithCustoms={isWithCustoms(declaration)}
              />
            )}
          </span>
        </p>
      )}
      {way === "amend" && changesOf(draft) > 0 && (
        <p className="q s">
          <Trans>
            Your values are then in the form of the opened amendment. They are checked there and
            shown once more before they are sent.
          </Trans>
        </p>
      )}
    </section>
  );
}
