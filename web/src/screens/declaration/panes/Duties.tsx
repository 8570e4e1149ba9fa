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

/** What customs calculated, by item and kind: what is final, as soon as there is any. */
export function Duties() {
  const { t } = useLingui();
  const { declaration } = useDesk();
  const all = dutiesOf(declaration);
  const final = all.filter((it) => it.state === "Final");
  const duties = final.length > 0 ? final : all;
  const currency = asText(duties[0]?.currency);
  const sum = duties.reduce((total, it) => total + (Number(it.amount) || 0), 0);
  const money = (value: Json | undefined) =>
    value === undefined || value === null ? "" : number(Number(value), 2);
  return (
    <div className="blank duties">
      <table className="grid compact">
        <thead>
          <tr>
            <th className="num narrow">{t`Item`}</th>
            <th className="narrow">{t`Kind`}</th>
            <th className="num">{t`Base`}</th>
            <th className="num">{t`Rate`}</th>
            <th className="num">{currency ? t`Amount ${currency}` : t`Amount`}</th>
          </tr>
        </thead>
        <tbody>
          {duties.map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: duties have no names and keep their order
            <tr key={at}>
              <td className="num q">{asText(it.itemNumber)}</td>
              <td className="ref">{asText(it.taxType)}</td>
              <td className="num">{money(it.baseAmount)}</td>
              <td className="num">{money(it.rate)}</td>
              <td className="num">{money(it.amount ?? it.assessedAmount)}</td>
            </tr>
          ))}
          <tr>
            <td />
            <td colSpan={3} className="med">
              <Trans>Sum</Trans>
            </td>
            <td className="num med">{money(sum)}</td>
          </tr>
        </tbody>
      </table>
      <p className="q s">
        {final.length > 0 ? (
          <Trans>Final, as customs decided.</Trans>
        ) : (
          <Trans>As customs calculated them last; not final.</Trans>
        )}
      </p>
    </div>
  );
}
