import { Trans, useLingui } from "@lingui/react/macro";
import { Icon } from "../../../parts/Icon";
import type { Grouping, Scope } from "../model/flow";
import { houseWords } from "../words";
import type { StepDesk } from "./desk";
import { listed, TextField } from "./Field";

/** Which goods a step takes, and in how many declarations. */
export function Goods({ desk }: { desk: StepDesk }) {
  const { t, i18n } = useLingui();
  const { step, set, canEdit } = desk;
  const items = step.items ?? {};
  const put = (members: Partial<Grouping>) => set({ items: clean({ ...items, ...members }) });
  const keys = items.groupBy ?? [];
  const houses = step.houseConsignments?.groupBy ?? [];
  const turnHouse = (key: string) => {
    const groupBy = houses.includes(key) ? houses.filter((it) => it !== key) : [...houses, key];
    set({ houseConsignments: groupBy.length > 0 ? { groupBy } : undefined });
  };
  const putKey = (at: number, members: Partial<(typeof keys)[number]>) =>
    put({
      groupBy: keys.map((it, place) => {
        const next = { ...it, ...members };
        return place === at ? clean(next) : it;
      }),
    });
  return (
    <div className="sec">
      <h2>
        <Trans>Which goods, in how many declarations</Trans>
      </h2>
      <TextField
        label={t`Goods with`}
        value={items.select ?? ""}
        isDisabled={!canEdit}
        isCode
        hint={t`all of the shipment`}
        onChange={(select) => put({ select })}
      />
      {keys.map((key, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: keys have no name
        <div key={at} className="keyrow">
          <TextField
            label={t`One per`}
            value={key.expression}
            isDisabled={!canEdit}
            isCode
            onChange={(expression) => putKey(at, { expression })}
          />
          <TextField
            label={t`written to`}
            value={key.assignTo ?? ""}
            isDisabled={!canEdit}
            isCode
            hint={t`nowhere`}
            onChange={(assignTo) => putKey(at, { assignTo })}
          />
          {canEdit && (
            <button
              type="button"
              className="btn bare small"
              onClick={() => put({ groupBy: keys.toSpliced(at, 1) })}
            >
              <Icon name="close" />
              <Trans>Not one per {key.expression}</Trans>
            </button>
          )}
        </div>
      ))}
      {keys.length === 0 && (
        <p className="q s said">
          <Trans>One per shipment</Trans>
        </p>
      )}
      {canEdit && (
        <button
          type="button"
          className="btn bare small"
          onClick={() => put({ groupBy: [...keys, { expression: "item.origin.country" }] })}
        >
          <Icon name="add" />
          <Trans>One declaration per …</Trans>
        </button>
      )}
      <TextField
        label={t`At most`}
        value={items.maxItems === undefined ? "" : String(items.maxItems)}
        isDisabled={!canEdit}
        hint={t`as many items as the system takes`}
        onChange={(text) => put({ maxItems: /^\d+$/.test(text) ? Number(text) : undefined })}
      />
      {step.declarationType === "transit" && (
        <fieldset className="houses" disabled={!canEdit}>
          <legend className="q s">
            <Trans>House consignments of goods alike in</Trans>
          </legend>
          {Object.entries(houseWords).map(([key, words]) => (
            <label key={key} className="row g1">
              <input
                type="checkbox"
                checked={houses.includes(key)}
                onChange={() => turnHouse(key)}
              />
              {i18n._(words)}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** Without members that say nothing. */
function clean<T extends object>(members: T): T {
  const said = Object.entries(members).filter(
    ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && !value.length),
  );
  return Object.fromEntries(said) as T;
}

/** Of which parts of the organisation a step takes shipments. */
export function ScopeForm({ desk }: { desk: StepDesk }) {
  const { t } = useLingui();
  const { step, set, canEdit } = desk;
  const scope = step.organisation ?? {};
  const line = (member: keyof Scope, label: string) => (
    <TextField
      label={label}
      value={(scope[member] ?? []).join(", ")}
      isDisabled={!canEdit}
      hint={t`all`}
      onChange={(text) => set({ organisation: clean({ ...scope, [member]: listed(text) }) })}
    />
  );
  return (
    <div className="sec">
      <h2>
        <Trans>Whose shipments</Trans>
      </h2>
      {line("companies", t`Companies`)}
      {line("plants", t`Plants`)}
      {line("storageLocations", t`Storage`)}
    </div>
  );
}
