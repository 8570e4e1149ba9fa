import { Trans, useLingui } from "@lingui/react/macro";
import { number } from "../../../words/format";
import type { Declaration } from "../data";
import { useDesk } from "../desk";
import { asText, type Fields, isRecord, type Json } from "../model/address";

function dutiesOf(declaration: Declaration): Fields[] {
  const duties = (declaration.customs as { duties?: Json }).duties;
  return Array.isArray(duties) ? duties.filter(isRecord) : [];
}

/** Whether customs calculated anything. */
export function hasDuties(declaration: Declaration): boolean {
  return dutiesOf(declaration).length > 0;
}

/** What customs calculated, by item and kind. */
export function Duties() {
  const { t } = useLingui();
  const { declaration } = useDesk();
  const duties = dutiesOf(declaration);
  const money = (value: Json | undefined, currency: Json | undefined) =>
    value === undefined ? "" : `${number(Number(value), 2)} ${asText(currency)}`;
  return (
    <div className="blank">
      <table className="grid compact">
        <thead>
          <tr>
            <th className="num">{t`Item`}</th>
            <th>{t`Kind`}</th>
            <th className="num">{t`Base`}</th>
            <th className="num">{t`Amount`}</th>
            <th>{t`State`}</th>
          </tr>
        </thead>
        <tbody>
          {duties.map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: duties have no names and keep their order
            <tr key={at}>
              <td className="num q">{asText(it.item ?? it.goodsItem ?? it.itemNumber)}</td>
              <td className="ref">{asText(it.taxType ?? it.type)}</td>
              <td className="num">{asText(it.taxBase ?? it.base)}</td>
              <td className="num">{money(it.amount ?? it.assessedAmount, it.currency)}</td>
              <td className="q">{asText(it.state ?? it.stateCode)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="q s">
        <Trans>As customs calculated them last.</Trans>
      </p>
    </div>
  );
}
