import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNow } from "../../../parts/useNow";
import { moment } from "../../../words/format";
import { historyQuery, messagesQuery } from "../data";
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
        {refused > 0 && <Refusal />}
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

/** The message in which customs refused, and when. */
function Refusal() {
  const { t } = useLingui();
  const now = useNow();
  const { tenant, declaration } = useDesk();
  const { id, version } = declaration;
  const { data: history } = useQuery(historyQuery(tenant, id, version));
  const { data: messages } = useQuery(messagesQuery(tenant, id, version));
  const last = history?.history.findLast((it) => it.event.endsWith("Rejected"));
  const type = messages?.messages.find((it) => it.id === last?.messageId)?.messageType;
  if (!last || !type) return null;
  return <span className="q s">{t`message ${type}, ${moment(last.recordedAt, now)}`}</span>;
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
        {labels.prose(first.message, desk.document)}
        {isMany && (
          <>
            {" · "}
            <Trans>items {numbers}</Trans>
          </>
        )}
        . <span className="q">{labels.prose(first.description, desk.document)}</span>
      </span>
      <span className="q s nw">
        {first.source === "customs" ? (
          <Trans>customs</Trans>
        ) : first.link ? (
          <button type="button" className="msg code" onClick={() => desk.explain(first.code)}>
            {first.code}
          </button>
        ) : (
          first.code
        )}
      </span>
    </li>
  );
}
