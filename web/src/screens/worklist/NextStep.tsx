import { useLingui } from "@lingui/react/macro";
import { nextWords } from "./next";
import type { Row } from "./rows";

/** What is to be done next with a row, then why. */
export function NextStep({ row }: { row: Row }) {
  const { i18n } = useLingui();
  const why = row.next.code === "nothing" ? undefined : row.firstFinding?.message;
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
