import { useLingui } from "@lingui/react/macro";
import { Icon } from "../../parts/Icon";
import { Status } from "../../parts/Status";
import { moment } from "../../words/format";
import type { Declaration } from "../declaration/data";
import { type FieldIndex, inLanguage } from "../declaration/model/fields";

interface HeadProps {
  declaration: Declaration;
  index: FieldIndex;
  onBack: () => void;
}

/** What is corrected: shipment, type, numbers, status. */
export function Head({ declaration, index, onBack }: HeadProps) {
  const { t, i18n } = useLingui();
  const shipment = declaration.customsShipmentReference;
  const declType = declaration.singleAdministrativeDocument.declType ?? "";
  return (
    <header className="bar">
      <button
        type="button"
        className="btn bare icon"
        aria-label={t`Back`}
        title={t`Back (Esc)`}
        onClick={onBack}
      >
        <Icon name="back" />
      </button>
      <h1>{t`Correct ${shipment}`}</h1>
      <span className="tag">
        {inLanguage(index.form.label, i18n.locale)} {declType}
      </span>
      <span className="q s">
        {declaration.system.toLocaleUpperCase().replace("_", " ")} {declaration.jurisdiction}
      </span>
      {declaration.mrn && (
        <span className="row g1 s">
          <span className="q">MRN</span> <span className="ref">{declaration.mrn}</span>
        </span>
      )}
      <span className="row g1 s">
        <span className="q">LRN</span> <span className="ref">{declaration.lrn}</span>
      </span>
      <span className="right row g2 s">
        <Status status={declaration.currentStatus} pill />
        <span className="q nw">{t`since ${moment(declaration.lastUpdated)}`}</span>
      </span>
    </header>
  );
}
