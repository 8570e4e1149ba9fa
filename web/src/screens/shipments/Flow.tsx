import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Icon } from "../../parts/Icon";
import { Status } from "../../parts/Status";
import { number } from "../../words/format";
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
        </h3>
        <p className="m">{shipment.externalReference}</p>
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
        </li>
      ))}
    </ol>
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
