import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Icon } from "../../parts/Icon";
import { shortly } from "../flows/model/difference";
import { memberWords } from "../flows/words";
import type { ReviewAnswer } from "./data";
import { type CellChange, type RowChange, rowChanges } from "./rows";

/** What the draft has otherwise than the version in force: rows of a table, members of a flow. */
export function Differences({ review }: { review: ReviewAnswer }) {
  const { t } = useLingui();
  const rows = rowChanges(review.rows);
  const changes = review.difference.changes.filter((it) => !/^(table\.)?rows\b/.test(it.path));
  return (
    <div>
      {rows.length > 0 && (
        <ChangeTable place={t`Row`} part={t`Column`}>
          {rows.map((it) => (
            <Rows key={`${it.kind}${it.row}`} change={it} />
          ))}
        </ChangeTable>
      )}
      {changes.length > 0 && (
        <ChangeTable place={t`Step`} part={t`What`}>
          {changes.map((it) => (
            <Member key={it.path} {...it} />
          ))}
        </ChangeTable>
      )}
      {rows.length + changes.length === 0 && (
        <p className="empty">
          <Trans>Nothing differs.</Trans>
        </p>
      )}
    </div>
  );
}

function Rows({ change }: { change: RowChange }) {
  const { t } = useLingui();
  const { kind, row, cells } = change;
  const look = kind === "added" ? "new" : kind === "removed" ? "gone" : undefined;
  const lines = cells.length > 0 ? cells : [undefined];
  return lines.map((cell, at) => (
    <tr key={`${cell?.part}${cell?.column}`} className={look}>
      <td className="med">
        {at === 0 && kind === "added" && <Icon name="add" size={12} />}
        {at === 0 && row}
      </td>
      <td className="m">
        {cell ? <CellName cell={cell} /> : kind === "removed" ? t`taken out` : t`new`}
      </td>
      <td>{cell && <BeforeAfter {...cell} />}</td>
    </tr>
  ));
}

function CellName({ cell }: { cell: CellChange }) {
  const { t } = useLingui();
  const parts: Record<string, string> = {
    condition: t`When`,
    result: t`Then`,
    enabled: t`counts`,
    validFrom: t`In force from`,
    validTo: t`In force until`,
    note: t`Note`,
    place: t`Place`,
  };
  return cell.column ?? parts[cell.part] ?? cell.part;
}

/** A member of a flow by its path: `steps[transit].autoSubmit`. */
function Member({ path, before, after }: { path: string; before?: unknown; after?: unknown }) {
  const { t, i18n } = useLingui();
  const [, step, rest = path] = /^steps\[([^\]]*)\]\.?(.*)$/u.exec(path) ?? [];
  const [first = "", ...more] = rest.split(/[.[]/u);
  const words = memberWords[first];
  return (
    <tr className={before === undefined ? "new" : after === undefined ? "gone" : undefined}>
      <td className="med">{step ?? t`The flow`}</td>
      <td className="m" title={path}>
        {rest === "" ? t`the whole step` : words ? i18n._(words) : first}
        {more.length > 0 && <span className="q s"> {rest.slice(first.length)}</span>}
      </td>
      <td>
        <BeforeAfter before={before} after={after} />
      </td>
    </tr>
  );
}

function BeforeAfter({ before, after }: { before?: unknown; after?: unknown }) {
  const was = shortly(before);
  const is = shortly(after);
  return (
    <>
      {was !== "" && <span className="del ref">{was}</span>}{" "}
      {is !== "" && <span className="ins ref">{is}</span>}
    </>
  );
}

/** Places that differ, each with what stood there and what stands there now. */
function ChangeTable({
  place,
  part,
  children,
}: {
  place: string;
  part: string;
  children: ReactNode;
}) {
  const { t } = useLingui();
  return (
    <table className="vs">
      <colgroup>
        <col style={{ width: 200 }} />
        <col style={{ width: 240 }} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th>{place}</th>
          <th>{part}</th>
          <th>{t`Before and after`}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
