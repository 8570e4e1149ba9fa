import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import { useDesk } from "../desk";
import { useLabels } from "../labels";
import { type Json, valueAt } from "../model/address";
import type { Group, Row } from "../model/layout";
import { newName } from "../model/names";
import { FieldBox } from "./FieldBox";

/** A collection: its elements below each other, the words in the head. */
export function Rows({ group }: { group: Group }) {
  const { t } = useLingui();
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const rows = group.rows ?? [];
  const name = group.field ? short(group.field) : "";
  const filled = columnsOf(rows, desk.document);
  const add = () => desk.drafting.add(`${group.address}[#${newName()}]`);
  return (
    <div className="fg" role="group" aria-label={name}>
      <div className="row g2">
        <h3>{name}</h3>
        <span className="q s tnum">{rows.length}</span>
        {desk.canEdit && (
          <button type="button" className="btn bare small" onClick={add}>
            <Icon name="add" />
            <Trans>Add</Trans>
          </button>
        )}
      </div>
      {rows.map((row) => (
        <div className="element" key={row.address}>
          <div className="fs">
            {row.places
              .filter((place) => filled.has(place.field.path) || row.address.includes("[#+"))
              .map((place) => (
                <FieldBox key={place.address} place={place} />
              ))}
          </div>
          {desk.canEdit && (
            <button
              type="button"
              className="btn bare icon small"
              aria-label={t`Delete`}
              title={t`Delete`}
              onClick={() => desk.drafting.remove(row.address)}
            >
              <Icon name="close" size={12} />
            </button>
          )}
          {row.groups
            .filter((inner) => (inner.rows?.length ?? 0) > 0)
            .map((inner) => (
              <Rows key={inner.address} group={inner} />
            ))}
        </div>
      ))}
    </div>
  );
}

/** The fields that any of the elements has, or that the message cannot do without. */
function columnsOf(rows: readonly Row[], document: Json): Set<string> {
  const places = rows.flatMap((row) => row.places);
  return new Set(
    places
      .filter(
        (place) =>
          hasValue(place.address, document) ||
          place.field.line?.systems.some((it) => it.isRequired),
      )
      .map((place) => place.field.path),
  );
}

function hasValue(address: string, document: Json): boolean {
  return valueAt(document, address) !== undefined;
}
