import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Icon } from "../../parts/Icon";
import { Status, StatusMark } from "../../parts/Status";
import { exactly, moment, number } from "../../words/format";
import type { OwnDeclaration, Shipment, Step } from "./shipments";

/** How many declarations of a step are drawn one by one; of more, how many there are. */
const drawn = 3;

interface FlowProps {
  shipment: Shipment;
  slug: string;
}

/** The flow from left to right: what was sent, then a card for each step with its declarations. */
export function Flow({ shipment, slug }: FlowProps) {
  const { t } = useLingui();
  return (
    <ol className="flow" aria-label={t`The flow of this shipment`}>
      <li className="card">
        <h3>
          <Icon name="shipment" />
          <Trans>Shipment</Trans>
          <span className="right">
            <Taken state={shipment.ingestions[0]?.state} />
          </span>
        </h3>
        <Goods document={shipment.document} />
      </li>
      {shipment.steps.map((step) => (
        <li className={step.isStarted ? "card" : "card waits"} key={step.step}>
          <h3>
            <Icon name="send" />
            <span className="cut">{step.step}</span>
            <span className="tag">
              {step.declarationType} · {step.system}
            </span>
          </h3>
          <StepStanding step={step} declarations={shipment.declarations} slug={slug} />
          {step.waitsFor?.statuses?.[0] && (
            <span className="edge">
              <Status status={step.waitsFor.statuses[0]} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What became of what was sent last. */
function Taken({ state }: { state: string | undefined }) {
  if (state === "failed") {
    return (
      <span className="st problem s">
        <Icon name="trouble" size={14} />
        <Trans>failed</Trans>
      </span>
    );
  }
  return (
    <span className="st done s">
      <StatusMark status="Released" />
      <Trans>taken</Trans>
    </span>
  );
}

/** The goods in short, and to whom they go. */
function Goods({ document }: { document: Shipment["document"] }) {
  const goods = document.singleAdministrativeDocument?.goodsShipment;
  const items = goods?.governmentAgencyGoodsItems ?? [];
  const [first] = items;
  const name = first?.commodity?.description ?? first?.commodity?.itemId;
  const party = goods?.consignee?.name ?? goods?.consignee?.code;
  const more = items.length - 1;
  return (
    <>
      <p className="m cut">
        {[name, first?.goodsMeasure?.qty].filter(Boolean).join(", ")}
        {more > 0 && (
          <span className="q">
            {" "}
            <Trans>and {number(more)} more</Trans>
          </span>
        )}
      </p>
      {party && (
        <p className="q cut">
          <Trans>to {party}</Trans>
        </p>
      )}
    </>
  );
}

interface StepProps {
  step: Step;
  declarations: readonly OwnDeclaration[];
  slug: string;
}

function StepStanding({ step, declarations, slug }: StepProps) {
  const own = declarations.filter((it) => step.declarations.includes(it.id));
  if (!step.isStarted) return <Starts step={step} />;
  return (
    <>
      {own.slice(0, drawn).map((declaration) => (
        <div key={declaration.id} className="own">
          <Status status={declaration.currentStatus} />
          <Link
            className="ref cut"
            to="/$tenant/declarations/$id"
            params={{ tenant: slug, id: declaration.id }}
            search={{}}
          >
            {declaration.mrn ?? declaration.arc ?? declaration.lrn}
          </Link>
          <span className="q s" title={exactly(declaration.lastUpdated)}>
            <Trans>changed {moment(declaration.lastUpdated)}</Trans>
          </span>
        </div>
      ))}
      {own.length > drawn && (
        <p className="q s">
          <Trans>and {number(own.length - drawn)} more</Trans>
        </p>
      )}
    </>
  );
}

/** What starts a step that has not started. */
function Starts({ step }: { step: Step }) {
  const waits = step.waitsFor;
  if (waits?.step) {
    return (
      <p className="m">
        <Trans>
          starts when {waits.step} is {waits.statuses?.join(", ")}
        </Trans>
      </p>
    );
  }
  return (
    <p className="m">
      <Trans>has not started</Trans>
    </p>
  );
}
