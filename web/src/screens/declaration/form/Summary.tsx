import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useDesk } from "../desk";
import { useLabels } from "../labels";
import { type FoundGroup, grouped, inShort } from "../model/findings";

/** What is wrong, each line a jump to its field. */
export function Summary() {
  const { t } = useLingui();
  const desk = useDesk();
  const errors = desk.found.filter((it) => it.severity === "error");
  const groups = grouped(
    desk.found.filter((it) => it.addresses.length > 0 || it.severity === "error"),
  );
  if (groups.length === 0) return null;
  const refused = errors.filter((it) => it.source === "customs").length;
  const count = errors.length;
  const warnings = desk.found.length - count;
  const head =
    refused > 0 && refused === count
      ? t`Customs refused ${plural(refused, { one: "# value", other: "# values" })}`
      : count > 0
        ? plural(count, { one: "# value must be corrected", other: "# values must be corrected" })
        : plural(warnings, { one: "# warning", other: "# warnings" });
  const isTried = desk.found.some((it) => it.isWould);
  return (
    <div className={count > 0 ? "sum" : "sum wa"} role="alert">
      <div className="row g2">
        <b>{head}</b>
        {isTried && (
          <span className="q s">
            <Trans>with what you typed; nothing is saved yet</Trans>
          </span>
        )}
        <span className="right q s nw">
          <kbd>F8</kbd>
        </span>
      </div>
      <ol>
        {groups.map((group, at) => (
          <Line key={group.first.key} group={group} number={at + 1} />
        ))}
      </ol>
    </div>
  );
}

function Line({ group, number }: { group: FoundGroup; number: number }) {
  const desk = useDesk();
  const labels = useLabels(desk.index);
  const { first, items } = group;
  const [address] = first.addresses;
  const numbers = inShort(items);
  const isMany = items.length > 1;
  return (
    <li>
      <span className="no">{number}</span>
      <span>
        {address !== undefined && (
          <a
            href={`#${address}`}
            onClick={(event) => {
              event.preventDefault();
              desk.jump(address);
            }}
          >
            {labels.full(address, desk.document)}
          </a>
        )}
        {address !== undefined && ": "}
        {first.message}
        {isMany && (
          <>
            {" · "}
            <Trans>items {numbers}</Trans>
          </>
        )}
        . <span className="q">{first.description}</span>
      </span>
      <span className="q s nw">
        {first.source === "customs" ? <Trans>customs</Trans> : first.code}
      </span>
    </li>
  );
}
