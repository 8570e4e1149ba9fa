import { useLingui } from "@lingui/react/macro";
import { nextWords } from "./next";
import type { Row } from "./rows";
import { useLongerThanUsual } from "./usual";

/** How much longer than usual something waits, where it does. */
export function Longer({ row }: { row: Row }) {
  const words = useLongerThanUsual(row);
  return words ? <span className="q"> · {words}</span> : null;
}

/** What is to be done next with a row, then why. */
export function NextStep({ row }: { row: Row }) {
  const { i18n } = useLingui();
  const longer = useLongerThanUsual(row);
  const found = row.next.code === "nothing" ? undefined : row.firstFinding?.message;
  const why = found ?? longer;
  return (
    <>
      {i18n._(nextWords(row.next.code, row.next.errors ?? 0))}
      {why && (
        <span className="q" title={why}>
          {" "}
          · {why}
        </span>
      )}
    </>
  );
}
