import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import { type Desk, useDesk } from "../desk";
import { useLabels } from "../labels";
import { plain, toPath, valueAt } from "../model/address";
import { inLanguage, itemsPath } from "../model/fields";
import type { Group, Place, Section } from "../model/layout";
import { FieldBox } from "./FieldBox";
import { Rows } from "./Rows";

interface SectionViewProps {
  section: Section;
  /** Whether its empty fields are shown, too. */
  isOpen: boolean;
  onOpen: () => void;
  /** Of an item: with a smaller head. */
  isInner?: boolean;
}

/** A section of the form: fields that have something to say, the others when asked for. */
export function SectionView({ section, isOpen, onOpen, isInner = false }: SectionViewProps) {
  const { t, i18n } = useLingui();
  const desk = useDesk();
  const name = inLanguage(section.label, i18n.locale);
  const all = section.groups.flatMap((group) => group.places);
  const shown = section.groups.flatMap((group) =>
    group.places.filter((place) => isOpen || hasSomething(desk, place, group)),
  );
  const hidden = all.length - shown.length;
  const rows = section.groups.filter((group) => group.rows);
  const filled = rows.filter((group) => isOpen || (group.rows?.length ?? 0) > 0);
  const isGoods = section.code === "goods" && !isInner;
  if (all.length === 0 && rows.length === 0 && !isGoods) return null;
  if (shown.length === 0 && filled.length === 0 && !isGoods) {
    return (
      <button type="button" className="none" onClick={onOpen} disabled={!desk.canEdit}>
        <Icon name="right" size={12} />
        {t`${name}: none`}
      </button>
    );
  }
  const folded = hidden + rows.length - filled.length;
  return (
    <>
      <div className="fh">
        {isInner ? <h3>{name}</h3> : <h2>{name}</h2>}
        {folded > 0 && desk.canEdit && (
          <button type="button" className="btn bare small right" onClick={onOpen}>
            {plural(folded, { one: "# more field", other: "# more fields" })}
          </button>
        )}
      </div>
      <div className="groups">
        {section.groups.map((group) =>
          group.rows ? (
            (isOpen || group.rows.length > 0) && <Rows key={group.address} group={group} />
          ) : (
            <Fields
              key={group.address}
              group={group}
              shown={shown}
              isAlone={section.groups.length === 1}
            />
          ),
        )}
      </div>
    </>
  );
}

interface FieldsProps {
  group: Group;
  shown: readonly Place[];
  isAlone: boolean;
}

/** The fields of a record, or of the declaration itself. */
function Fields({ group, shown, isAlone }: FieldsProps) {
  const desk = useDesk();
  const { short } = useLabels(desk.index);
  const places = group.places.filter((place) => shown.includes(place));
  if (places.length === 0) return null;
  const isParty = places[0]?.isParty === true;
  const isItem = plain(group.address) === itemsPath;
  const head = group.field && !isParty && !isAlone && !isItem ? short(group.field) : "";
  // Where its words fit beside those of its fields, a small record needs no head of its own.
  const fits = places.every((it) => head.length + short(it.field).length <= 36);
  const isSmall = places.length <= 2 && (fits || isParty);
  return (
    <div
      className={
        isParty && isSmall ? "fg party" : isSmall && group.field ? `fg n${places.length}` : "fg"
      }
      role="group"
      aria-label={group.field ? short(group.field) : undefined}
    >
      {head && !isSmall && <h3>{head}</h3>}
      <div className="fs">
        {places.map((place) => (
          <FieldBox key={place.address} place={place} head={isSmall ? head : ""} />
        ))}
      </div>
    </div>
  );
}

/** Whether a field is shown without being asked for: it has a value, needs one, or is found wrong. */
function hasSomething(desk: Desk, place: Place, group: Group): boolean {
  if (place.address in desk.drafting.draft.values || desk.foundAt.has(place.address)) return true;
  if (isFilledByCode(desk, place, group)) return false;
  const value = valueAt(desk.document, place.address);
  if (value !== undefined && value !== "" && value !== null) return true;
  return place.field.line?.need?.need === "mandatory";
}

/** What a party has from the master data is not repeated: its code and its number stand for it. */
function isFilledByCode(desk: Desk, place: Place, group: Group): boolean {
  const code = group.places[0];
  if (!code?.isParty || place.isParty || place.field.record === "PartyReference") return false;
  if (!valueAt(desk.document, code.address)) return false;
  const origin = desk.origins?.get(toPath(desk.saved, place.address))?.origin;
  return origin?.type === "masterData";
}
